using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;

namespace ImageAttach.Tests.Stores;

/// <summary>A disk that takes bytes and can't keep them, as a thin volume that runs out of room: real errors of a real file system.</summary>
public sealed class ThinDiskTests
{
    private const int Users = 20;

    [Test]
    public async Task What_is_acknowledged_is_there_after_a_remount_and_what_is_not_keeps_the_old_picture()
    {
        using ThinDisk disk = new();
        await using ShopWorld world = await ShopWorld.OpenAsync();
        string images = Path.Combine(disk.Path, "images");
        FileSystemStore store = new(images);
        byte[][] expected = [.. Enumerable.Range(0, Users).Select(i => Pictures.Jpeg(60, 40, seed: i))];
        for (int i = 0; i < Users; i++)
            await Picture(i).FromBlobAsync(world.Db, expected[i], store: store);
        disk.FillUp();

        int refused = 0;
        for (int i = 0; i < Users; i++)
        {
            byte[] larger = Large(seed: Users + i);
            try
            {
                await Picture(i).FromBlobAsync(world.Db, larger, store: store);
                expected[i] = larger;
            }
            catch (ImageStoreException)
            {
                refused++;
            }
        }

        Assert.That(refused, Is.GreaterThan(Users / 2), "the disk has room for few");
        disk.Remount();
        for (int i = 0; i < Users; i++)
            Assert.That(await Picture(i).MakeBlobAsync(world.Db, new FileSystemStore(images)), Is.EqualTo(expected[i]), $"picture {i}");
    }

    private static ImageSet<UserPicture> Picture(int user) => new User { Id = user + 1 }.Picture;

    // A picture, and noise behind its end.
    private static byte[] Large(int seed)
    {
        byte[] noise = new byte[500_000];
        new Random(seed).NextBytes(noise);
        return [.. Pictures.Jpeg(60, 40, seed), .. noise];
    }
}
