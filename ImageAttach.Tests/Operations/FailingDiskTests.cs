using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations;

/// <summary>Whichever sync of an operation fails, the operation throws, and images and files are as they were.</summary>
public sealed class FailingDiskTests
{
    private const int MaxSyncs = 60;

    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1), New = Pictures.Jpeg(60, 40, seed: 2);
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];
    private static readonly SweepOptions EverythingAtOnce = new() { OlderThan = TimeSpan.Zero, AllowMassDeletion = true };

    private readonly User _user = new() { Id = 1234 };
    private ShopWorld? _current;

    private ShopWorld World => _current!;

    private FileSystemStore Destination => new(Path.Combine(Path.GetDirectoryName(World.ImageFolder)!, "new-images"));

    [TearDown]
    public async Task CloseAsync()
    {
        DiskSync.InjectedError = null;
        if (_current is not null)
            await _current.DisposeAsync();
        _current = null;
    }

    [Test]
    public Task Attaching() => FailEachSyncAsync(attached: false, () => _user.Picture.FromBlobAsync(World.Db, New, store: World.Store));

    [Test]
    public Task Replacing() => FailEachSyncAsync(attached: true, () => _user.Picture.FromBlobAsync(World.Db, New, store: World.Store));

    [Test]
    public Task Making_a_thumbnail() => FailEachSyncAsync(attached: true, () => _user.Picture.GenerateThumbnailAsync(World.Db, width: 20, store: World.Store));

    [Test]
    public Task Replacing_in_a_transaction() => FailEachSyncAsync(attached: true, async () =>
    {
        await using ImageTransaction transaction = await World.Db.BeginImageTransactionAsync();
        await _user.Picture.FromBlobAsync(World.Db, New, store: World.Store, transaction: transaction);
        await transaction.CommitAsync();
    });

    [Test]
    public Task Sweeping_which_marks_the_store() => FailEachSyncAsync(
        attached: true, () => ImageSweeper.SweepAsync(World.Db, Tables, World.Store, EverythingAtOnce));

    [Test]
    public async Task Migrating()
    {
        await FailEachSyncAsync(attached: true, () => ImageMigration.PlanFor<UserPicture>(World.Db, World.Store, Destination).ExecuteAsync());
        Assert.That((await ImageVerifier.VerifyAsync(World.Db, Tables, Destination, new VerifyOptions { CheckHashes = true })).Problems, Is.Empty);
    }

    private async Task FailEachSyncAsync(bool attached, Func<Task> operation)
    {
        int failed = 0;
        while (await FailsAsync(attached, operation, nth: failed + 1))
            Assert.That(++failed, Is.LessThan(MaxSyncs));
        Assert.That(failed, Is.GreaterThanOrEqualTo(OperatingSystem.IsWindows() ? 1 : 2), "bytes and names are synced");
    }

    private async Task<bool> FailsAsync(bool attached, Func<Task> operation, int nth)
    {
        await CloseAsync();
        _current = await ShopWorld.OpenAsync();
        if (attached)
            await _user.Picture.FromBlobAsync(World.Db, Old, store: World.Store);
        string[] before = World.Files;
        string? failing = null;
        int syncs = 0;
        DiskSync.InjectedError = path =>
        {
            if (Interlocked.Increment(ref syncs) != nth)
                return 0;
            failing = path;
            return 5;
        };
        Exception? thrown = await ThrownByAsync(operation);
        DiskSync.InjectedError = null;
        if (failing is null)
        {
            Assert.That(thrown, Is.Null);
            return false;
        }

        Assert.That(thrown, Is.TypeOf<ImageStoreException>(), failing);
        Assert.That(World.Files, Is.EqualTo(before), failing);
        if (attached)
            Assert.That(await _user.Picture.MakeBlobAsync(World.Db, World.Store, verify: true), Is.EqualTo(Old), failing);
        else
            Assert.That((await _user.Picture.LoadAsync(World.Db)).Original, Is.Null, failing);
        Assert.That(Directory.Exists(Path.Combine(Path.GetDirectoryName(World.ImageFolder)!, "new-images")) ? await Destination.ListAsync("user-picture").CountAsync() : 0, Is.Zero, failing);
        return true;
    }

    private static async Task<Exception?> ThrownByAsync(Func<Task> operation)
    {
        try
        {
            await operation();
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }
}
