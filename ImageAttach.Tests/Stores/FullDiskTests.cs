using ImageAttach.Stores;
using ImageAttach.Stores.FileSystem;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

/// <summary>A disk that is full leaves nothing half-done.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class FullDiskTests(bool unnamed)
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];

    // The disk's own folder, images, three folders of the key, and the file; else .incoming as well, and a second name for a moment.
    private int NamesThatAPutNeeds => unnamed && OperatingSystem.IsLinux() ? 6 : 8;

    [SetUp]
    public void Choose() => IncomingFile.MayBeUnnamed = unnamed;

    [TearDown]
    public void Reset() => IncomingFile.MayBeUnnamed = true;

    [Test]
    public async Task A_file_that_has_no_room_leaves_nothing_and_what_was_there_stays()
    {
        using SmallDisk disk = new("size=1m");
        FileSystemStore store = new(Path.Combine(disk.Path, "images"));
        int put = 0;
        ImageStoreException? full = null;
        while (full is null)
        {
            Assert.That(put, Is.LessThan(4), "The disk has room for three.");
            try
            {
                await store.PutBytesAsync(Key(put), Bytes);
                put++;
            }
            catch (ImageStoreException failure)
            {
                full = failure;
            }
        }

        Assert.That(put, Is.EqualTo(3));
        Assert.That(full.Message, Does.Contain("testing 3").And.Contain(disk.Path).And.Contain("room"));
        Assert.That(FilesOn(disk), Has.Length.EqualTo(3));
        Assert.That(() => store.OpenAsync(Key(3)), Throws.TypeOf<ImageFileNotFoundException>());
        for (int i = 0; i < put; i++)
            Assert.That(await store.ReadBytesAsync(Key(i)), Is.EqualTo(Bytes));

        await store.DeleteAsync(Key(0));
        await store.PutBytesAsync(Key(3), Bytes);
        Assert.That(await store.ReadBytesAsync(Key(3)), Is.EqualTo(Bytes));
    }

    [Test]
    public async Task Many_that_fill_a_disk_at_once_leave_whole_files_only()
    {
        using SmallDisk disk = new("size=2m");
        FileSystemStore store = new(Path.Combine(disk.Path, "images"));
        bool[] kept = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            try
            {
                using AwkwardStream source = new(Bytes, atATime: 10_000);
                await store.PutAsync(Key(i), source, reproducible: false);
                return true;
            }
            catch (ImageStoreException)
            {
                return false;
            }
        })));
        Assert.That(kept, Has.Some.False);
        Assert.That(FilesOn(disk), Has.Length.EqualTo(kept.Count(isKept => isKept)), "nothing unfinished is left");
        for (int i = 0; i < kept.Length; i++)
        {
            if (kept[i])
                Assert.That(await store.ReadBytesAsync(Key(i)), Is.EqualTo(Bytes));
        }
    }

    // A disk that has room for bytes may have none for names: on this one every folder and file counts.
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    [TestCase(6)]
    [TestCase(7)]
    [TestCase(8)]
    public async Task Wherever_a_disk_has_no_room_for_another_name_nothing_half_done_is_left(int names)
    {
        using SmallDisk disk = new($"size=1m,nr_inodes={names}");
        FileSystemStore store = new(Path.Combine(disk.Path, "images"));
        bool kept = true;
        try
        {
            await store.PutBytesAsync(Key(1), [1, 2, 3]);
        }
        catch (ImageStoreException full)
        {
            kept = false;
            Assert.That(full.Message, Does.Contain("testing 1"));
        }

        Assert.That(kept, Is.EqualTo(names >= NamesThatAPutNeeds));
        Assert.That(FilesOn(disk), Has.Length.EqualTo(kept ? 1 : 0));
    }

    private static StoreKey Key(long id) => new("testing", ObjectId.From(id), 405, 640, "image/jpeg", "r1");

    private static string[] FilesOn(SmallDisk disk) => Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories);
}
