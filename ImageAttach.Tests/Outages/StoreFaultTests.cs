using System.Data.Common;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Outages;

/// <summary>A store fails while a picture is replaced. Before the row is committed that costs an exception; after it, at most a file too many.</summary>
public sealed class StoreFaultTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);
    private static readonly IImageTable[] Tables = [Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture))];

    private static readonly Front[] Fronts = [Front.Own, Front.Explicit, Front.Ambient];

    [SetUp]
    public Task AttachOld() => AttachAsync(Old);

    [TestCaseSource(nameof(Fronts))]
    public Task A_put_that_fails_costs_nothing(Front front)
    {
        Store.BeforePut = _ => throw new ImageStoreException("No space left on device");
        return AssertAsync(front, Throws.TypeOf<ImageStoreException>(), Old, filesLeft: 0);
    }

    [TestCaseSource(nameof(Fronts))]
    public Task A_put_that_succeeds_but_reports_a_failure_costs_nothing(Front front)
    {
        Store.AfterPut = _ => throw new ImageStoreException("Connection reset");
        return AssertAsync(front, Throws.TypeOf<ImageStoreException>(), Old, filesLeft: 0);
    }

    [TestCaseSource(nameof(Fronts))]
    public Task A_put_that_reports_a_failure_and_can_not_be_undone_leaves_a_file_to_the_sweep(Front front)
    {
        Store.AfterPut = Store.BeforeDelete = _ => throw new ImageStoreException("Connection reset");
        return AssertAsync(front, Throws.TypeOf<ImageStoreException>(), Old, filesLeft: 1);
    }

    [TestCaseSource(nameof(Fronts))]
    public Task A_short_write_is_found_out(Front front)
    {
        Store.Content = content => new MemoryStream(new BinaryReader(content).ReadBytes(100));
        return AssertAsync(front, Throws.TypeOf<ImageStoreException>().With.Message.Contains("took 100 of"), Old, filesLeft: 0);
    }

    [TestCaseSource(nameof(Fronts))]
    public async Task A_put_that_hangs_ends_when_the_caller_cancels(Front front)
    {
        using CancellationTokenSource cancellation = new();
        Store.BeforePut = _ =>
        {
            cancellation.Cancel();
            return Task.Delay(Timeout.Infinite);
        };
        await AssertAsync(front, Throws.InstanceOf<OperationCanceledException>(), Old, filesLeft: 0, cancellation.Token);
    }

    [TestCaseSource(nameof(Fronts))]
    public Task A_removal_that_fails_leaves_a_file_to_the_sweep(Front front)
    {
        Store.BeforeDelete = _ => throw new ImageStoreException("Forbidden");
        return AssertAsync(front, Throws.Nothing, New, filesLeft: 1);
    }

    [TestCaseSource(nameof(Fronts))]
    public async Task A_removal_that_hangs_does_not_hang_the_caller(Front front)
    {
        using IDisposable context = (ImageAttachSettings.Current with { StoreTimeout = TimeSpan.FromMilliseconds(50) }).Use();
        Store.BeforeDelete = _ => Task.Delay(Timeout.Infinite);
        await AssertAsync(front, Throws.Nothing, New, filesLeft: 1);
    }

    private async Task AssertAsync(
        Front front, NUnit.Framework.Constraints.IResolveConstraint expected, byte[] picture, int filesLeft, CancellationToken cancellationToken = default)
    {
        Assert.That(() => ReplaceAsync(front, cancellationToken), expected);
        Store.BeforePut = Store.AfterPut = Store.BeforeDelete = _ => Task.CompletedTask;
        Store.Content = content => content;
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store, cancellationToken: CancellationToken.None), Is.EqualTo(picture));
        Assert.That(World.Files, Has.Length.EqualTo(1 + filesLeft));
        SweepReport swept = await ImageSweeper.SweepAsync(Db, Tables, Store, new SweepOptions { OlderThan = TimeSpan.Zero }, CancellationToken.None);
        Assert.That(swept.Removed, Is.EqualTo(filesLeft));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    private async Task ReplaceAsync(Front front, CancellationToken cancellationToken)
    {
        switch (front)
        {
            case Front.Own:
                await User.Picture.FromBlobAsync(Db, New, store: Store, cancellationToken: cancellationToken);
                break;
            case Front.Explicit:
                await using (ImageTransaction tx = await Db.BeginImageTransactionAsync(cancellationToken: CancellationToken.None))
                {
                    await User.Picture.FromBlobAsync(Db, New, store: Store, transaction: tx, cancellationToken: cancellationToken);
                    await tx.CommitAsync(CancellationToken.None);
                }

                break;
            default:
                await using (ImageScope scope = new())
                {
                    await using DbConnection db = World.Database.ConnectAmbient();
                    await User.Picture.FromBlobAsync(db, New, store: Store, cancellationToken: cancellationToken);
                    scope.Complete();
                }

                break;
        }
    }
}
