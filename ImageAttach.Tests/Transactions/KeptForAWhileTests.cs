using System.Data.Common;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Transactions;

/// <summary>A store may keep replaced files for a while after the commit.</summary>
public sealed class KeptForAWhileTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);

    private readonly HandMovedClock _clock = new();
    private Shop.UserPicture _old = null!;
    private IDisposable _context = null!;

    [SetUp]
    public async Task AttachOld()
    {
        _old = await AttachAsync(Old);
        Store.KeepReplacedFor = TimeSpan.FromMinutes(10);
    }

    [SetUp]
    public void UseClock() => _context = new ImageAttachSettings { Clock = _clock }.Use();

    [TearDown]
    public void LeaveClock() => _context.Dispose();

    [Test]
    public async Task A_replaced_file_goes_when_its_time_has_come([Values] bool inTransaction)
    {
        TaskCompletionSource removed = new();
        Store.BeforeDelete = _ =>
        {
            removed.SetResult();
            return Task.CompletedTask;
        };
        await ReplaceAsync(inTransaction);
        _clock.Move(TimeSpan.FromMinutes(9));
        Assert.That(World.Files, Has.Length.EqualTo(2));
        _clock.Move(TimeSpan.FromMinutes(1));
        await removed.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That(() => World.Files, Has.Length.EqualTo(1).After(60_000, pollingInterval: 5));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task A_file_whose_row_has_come_back_meanwhile_stays()
    {
        await ReplaceAsync(inTransaction: true);
        using Measured measured = new();

        // As a server does that lost its last seconds, or a standby that takes over.
        await Db.ExecuteAsync("update user_picture set revision = @Revision, length = @Length, sha256 = @Sha256", _old);
        _clock.Move(TimeSpan.FromMinutes(10));
        Assert.That(() => measured["imageattach.files.kept"], Is.GreaterThan(0).After(60_000, pollingInterval: 5));
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(Old));
    }

    [Test]
    public async Task A_rolled_back_file_goes_at_once()
    {
        await using (ImageTransaction tx = await Db.BeginImageTransactionAsync())
            await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public void A_store_over_others_passes_on_how_long()
    {
        MemoryStore none = new(), hour = new() { KeepReplacedFor = TimeSpan.FromHours(1) };
        Assert.That(new SandboxStore(none, hour).KeepReplacedFor, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(new SandboxStore(hour, none).KeepReplacedFor, Is.EqualTo(TimeSpan.Zero));
        Assert.That(new MirrorStore(hour, none).KeepReplacedFor, Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(new MirrorStore(none, hour).KeepReplacedFor, Is.EqualTo(TimeSpan.FromHours(1)));
    }

    private async Task ReplaceAsync(bool inTransaction)
    {
        if (!inTransaction)
        {
            await User.Picture.FromBlobAsync(Db, New, store: Store);
            return;
        }

        await using ImageTransaction tx = await Db.BeginImageTransactionAsync();
        await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx);
        await tx.CommitAsync();
    }
}
