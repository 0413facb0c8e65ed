using ImageAttach.Stores.FileSystem;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

/// <summary>The gate from key to path, and what is found behind it.</summary>
public sealed class StoreFolderTests
{
    private TemporaryFolder _temporary = null!;
    private StoreFolder _folder = null!;

    [SetUp]
    public void MakeFolder()
    {
        _temporary = new();
        _folder = new(_temporary.Path + "/images/");
    }

    [TearDown]
    public void Clear() => _temporary.Dispose();

    [Test]
    public void A_path_is_the_folders_and_the_keys_whatever_ends_the_folders()
    {
        Assert.That(_folder.Root, Is.EqualTo(Path.Combine(_temporary.Path, "images")));
        Assert.That(_folder.PathOf(Key(1234)), Is.EqualTo(Path.Combine(_temporary.Path, "images", "testing", "234", "1", "1234.1x1.r1.png")));
        Assert.That(new StoreFolder("/srv/./x/../images").PathOf(Key(7)), Is.EqualTo("/srv/images/testing/7/0/7.1x1.r1.png"));
        Assert.That(new StoreFolder("/").PathOf(Key(7)), Is.EqualTo("/testing/7/0/7.1x1.r1.png"));
    }

    [TestCase("../secret")]
    [TestCase("testing/../../secret")]
    [TestCase("../images-of-others/testing/1/0/1.1x1.r1.png")]
    public void A_path_that_leaves_the_folder_gets_no_further(string name) => Assert.That(
        () => _folder.PathOf(name), Throws.ArgumentException.With.Message.Contains(name).And.Message.Contains(_folder.Root));

    [Test]
    public void An_unfinished_file_that_can_not_be_removed_harms_nobody()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.Root, "a-folder")).FullName, file = Path.Combine(_folder.Root, "a-file");
        File.WriteAllBytes(file, [1]);
        Assert.That(() => StoreFolder.Discard(folder), Throws.Nothing);
        Assert.That(() => StoreFolder.Discard(Path.Combine(file, "below")), Throws.Nothing);
        Assert.That((Directory.Exists(folder), File.Exists(file)), Is.EqualTo((true, true)));
        StoreFolder.Discard(file);
        Assert.That(File.Exists(file), Is.False);
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("\t")]
    public void A_folder_has_a_name(string path) => Assert.That(() => new StoreFolder(path), Throws.ArgumentException);

    [Test]
    public void Unfinished_files_and_the_mark_lie_beside_the_object_types()
    {
        Assert.That(_folder.MarkPath, Is.EqualTo(Path.Combine(_folder.Root, ".belongs-to")));
        Assert.That(_folder.IncomingFolder, Is.EqualTo(Path.Combine(_folder.Root, ".incoming")));
        string path = _folder.NewIncomingPath();
        Assert.That(Path.GetDirectoryName(path), Is.EqualTo(_folder.IncomingFolder));
        Assert.That(_folder.NewIncomingPath(), Is.Not.EqualTo(path));
    }

    [Test]
    public void Files_are_listed_folder_by_folder_in_the_order_of_names()
    {
        foreach (long id in new long[] { 2_001, 1, 12, 1_001, 10 })
            Write(Key(id));
        Write(Key(1, "r0"));
        DateTimeOffset written = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        File.SetLastWriteTimeUtc(_folder.PathOf(Key(1)), written.UtcDateTime);
        StoredFile[] files = [.. _folder.List("testing")];
        Assert.That(files.Select(file => file.Key), Is.EqualTo(new[] { Key(1, "r0"), Key(1), Key(1_001), Key(2_001), Key(10), Key(12) }));
        Assert.That(files[1], Is.EqualTo(new StoredFile(Key(1), 3, written)));
    }

    [Test]
    public void What_bears_no_keys_name_is_not_listed()
    {
        Write(Key(1));
        foreach (string name in new[] { "testing/notes.txt", "testing/1/notes.txt", "testing/1/0/notes.txt", "testing/1/0/1.1x1.r1.png.bak", "testing/2/0/1.1x1.r1.png", "other/1/0/1.1x1.r1.png" })
            Write(Path.Combine(_folder.Root, name));
        Assert.That(_folder.List("testing").Select(file => file.Key), Is.EqualTo(new[] { Key(1) }));
        Assert.That(_folder.List("nothing"), Is.Empty);
        Assert.That(_folder.List("other/1"), Is.Empty);
    }

    [Test]
    public void A_file_or_a_folder_that_goes_meanwhile_is_left_out()
    {
        foreach (long id in new long[] { 1, 1_001, 2_001, 2, 3 })
            Write(Key(id));
        Write(Key(1, "r2"));
        using IEnumerator<StoredFile> files = _folder.List("testing").GetEnumerator();
        Assert.That(files.MoveNext(), Is.True);
        Assert.That(files.Current.Key, Is.EqualTo(Key(1)));
        File.Delete(_folder.PathOf(Key(1, "r2")));
        Directory.Delete(Path.GetDirectoryName(_folder.PathOf(Key(1_001)))!, recursive: true);
        Directory.Delete(Path.Combine(_folder.Root, "testing/2"), recursive: true);
        List<StoreKey> rest = [];
        while (files.MoveNext())
            rest.Add(files.Current.Key);
        Assert.That(rest, Is.EqualTo(new[] { Key(2_001), Key(3) }));
    }

    [Test]
    public void Links_are_not_followed_however_deep()
    {
        string outside = Path.Combine(_temporary.Path, "outside");
        StoreFolder other = new(outside);
        foreach (long id in new long[] { 1, 2, 3 })
            Write(other.PathOf(Key(id)));
        Write(Key(4));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "testing/1"), Path.Combine(outside, "testing/1"));
        Directory.CreateDirectory(Path.Combine(_folder.Root, "testing/2"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "testing/2/0"), Path.Combine(outside, "testing/2/0"));
        Directory.CreateDirectory(Path.Combine(_folder.Root, "testing/3/0"));
        File.CreateSymbolicLink(_folder.Root + "/" + Key(3).ToPath(), other.PathOf(Key(3)));
        Assert.That(_folder.List("testing").Select(file => file.Key), Is.EqualTo(new[] { Key(4) }));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Root, "linked"), Path.Combine(outside, "testing"));
        Assert.That(_folder.List("linked"), Is.Empty);
        foreach (long id in new long[] { 1, 2, 3 })
            Assert.That(() => _folder.PathOf(Key(id)), Throws.TypeOf<ImageStoreException>().With.Message.Contains("is a link").And.Message.Contains(_folder.Root));
    }

    private static StoreKey Key(long id, string revision = "r1") => new("testing", ObjectId.From(id), 1, 1, "image/png", revision);

    private void Write(StoreKey key) => Write(_folder.PathOf(key));

    private static void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [1, 2, 3]);
    }
}
