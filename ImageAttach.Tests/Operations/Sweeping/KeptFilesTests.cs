using ImageAttach.Stores;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations.Sweeping;

/// <summary>Replaced files that a store keeps for a while are kept from a sweep as well.</summary>
public sealed class KeptFilesTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Old = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(40, 30, seed: 2);
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];

    [Test]
    public async Task A_file_that_was_put_long_ago_and_replaced_now_is_kept([Values] bool removed)
    {
        Store.KeepReplacedFor = TimeSpan.FromDays(7);
        UserPicture old = await AttachAsync(Old);
        File.SetLastWriteTimeUtc(Path.Combine(World.ImageFolder, old.Key.ToPath()), DateTime.UtcNow.AddDays(-30));
        if (removed)
            await User.Picture.RemoveAsync(Db, Store);
        else
            await AttachAsync(New);

        Assert.That((await SweepAsync(TimeSpan.Zero)).SkippedAsTooRecent, Is.EqualTo(1));
        Assert.That((await SweepAsync(TimeSpan.FromDays(6))).SkippedAsTooRecent, Is.EqualTo(1), "longer than the grace period");
        Assert.That(World.Files, Does.Contain(old.Key.ToPath()));
        Assert.That((await SweepAsync(TimeSpan.FromDays(8))).Removed, Is.EqualTo(1));
    }

    private Task<SweepReport> SweepAsync(TimeSpan later) => ImageSweeper.SweepAsync(
        Db, Tables, Store, new SweepOptions { TimeProvider = new OtherClock(later) });
}
