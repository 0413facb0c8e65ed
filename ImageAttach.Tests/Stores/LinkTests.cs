using ImageAttach.Stores;
using ImageAttach.Stores.FileSystem;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

/// <summary>Links below a store's folder that lead out of it.</summary>
public sealed class LinkTests
{
    private static readonly StoreKey Key = new("testing", ObjectId.From(1234), 1, 2, "image/png", "r1");
    private static readonly byte[] Secret = "Not for the world."u8.ToArray();

    private TemporaryFolder _folder = null!;
    private string _root = null!;
    private string _outside = null!;
    private FileSystemStore _store = null!;

    [SetUp]
    public void MakeFolders()
    {
        _folder = new();
        _root = Directory.CreateDirectory(Path.Combine(_folder.Path, "images")).FullName;
        _outside = Directory.CreateDirectory(Path.Combine(_folder.Path, "outside")).FullName;
        _store = new(_root);
    }

    [TearDown]
    public void Clear() => _folder.Dispose();

    [TestCase("testing")]
    [TestCase("testing/234")]
    [TestCase("testing/234/1")]
    public async Task FS_09_A_folder_that_is_a_link_is_not_gone_through(string folder)
    {
        string rest = Path.GetRelativePath(folder, Key.ToPath());
        string file = Path.Combine(_outside, rest);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, Secret);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, folder))!);
        Directory.CreateSymbolicLink(Path.Combine(_root, folder), _outside);

        Assert.That(() => _store.OpenAsync(Key), Refused(folder));
        Assert.That(() => _store.DeleteAsync(Key), Refused(folder));
        Assert.That(() => _store.PutBytesAsync(new StoreKey("testing", Key.ObjectId, 1, 2, "image/png", "r2"), [1]), Refused(folder));
        Assert.That(await _store.ListAsync("testing").ToListAsync(), Is.Empty);
        Assert.That(Directory.EnumerateFiles(_outside, "*", SearchOption.AllDirectories), Is.EqualTo(new[] { file }));
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(Secret));
    }

    [Test]
    public async Task FS_09_A_file_that_is_a_link_is_neither_read_nor_replaced()
    {
        string secret = Path.Combine(_outside, "secret"), link = Path.Combine(_root, Key.ToPath());
        await File.WriteAllBytesAsync(secret, Secret);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, secret);
        Assert.That(() => _store.OpenAsync(Key), Refused(Key.ToPath()));
        Assert.That(() => _store.PutBytesAsync(Key, [1]), Refused(Key.ToPath()));
        Assert.That(() => _store.DeleteAsync(Key), Refused(Key.ToPath()));
        Assert.That(await _store.ListAsync("testing").ToListAsync(), Is.Empty);
        Assert.That(await File.ReadAllBytesAsync(secret), Is.EqualTo(Secret));
    }

    [Test]
    public async Task FS_09_A_link_to_nowhere_is_no_way_to_make_a_file_there()
    {
        Directory.CreateDirectory(Path.Combine(_root, "testing"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "testing/234"), Path.Combine(_outside, "nowhere"));
        Assert.That(() => _store.PutBytesAsync(Key, [1]), Refused("testing/234"));
        Assert.That(Directory.EnumerateFileSystemEntries(_outside), Is.Empty);
    }

    [Test]
    public async Task FS_09_Unfinished_files_are_not_written_through_a_link_nor_removed_through_one()
    {
        await File.WriteAllBytesAsync(Path.Combine(_outside, "secret"), Secret);
        Directory.CreateSymbolicLink(Path.Combine(_root, ".incoming"), _outside);
        IncomingFile.MayBeUnnamed = false;
        try
        {
            Assert.That(() => _store.PutBytesAsync(Key, [1]), Refused(".incoming"));
        }
        finally
        {
            IncomingFile.MayBeUnnamed = true;
        }

        Assert.That(() => _store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow.AddDays(1)), Refused(".incoming"));
        Assert.That(Directory.EnumerateFileSystemEntries(_outside).Count(), Is.EqualTo(1));
    }

    [TestCase("..")]
    [TestCase("../outside")]
    [TestCase("../outside/testing")]
    [TestCase("/")]
    [TestCase("")]
    [TestCase("testing/..")]
    [TestCase("te\0sting")]
    public async Task FS_09_An_object_type_that_no_key_can_have_lists_nothing(string objectType)
    {
        string file = Path.Combine(_outside, Key.ToPath());
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, Secret);
        Assert.That(await _store.ListAsync(objectType).ToListAsync(), Is.Empty);
    }

    [Test]
    public async Task The_folder_itself_may_be_a_link()
    {
        string link = Path.Combine(_folder.Path, "link");
        Directory.CreateSymbolicLink(link, _root);
        FileSystemStore store = new(link);
        await store.PutBytesAsync(Key, Secret);
        Assert.That(await store.ReadBytesAsync(Key), Is.EqualTo(Secret));
        Assert.That(await store.ListAsync("testing").CountAsync(), Is.EqualTo(1));
        await store.DeleteAsync(Key);
    }

    private NUnit.Framework.Constraints.ContainsConstraint Refused(string part) =>
        Throws.TypeOf<ImageStoreException>().With.Message.Contains($"'{Path.Combine(_root, part)}' is a link");
}
