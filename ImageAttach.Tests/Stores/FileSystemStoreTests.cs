using ImageAttach.Stores;
using ImageAttach.Stores.Faults;
using ImageAttach.Stores.FileSystem;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

/// <summary>A folder on disk, whose unfinished files have no names at all, or lie in a folder of their own.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class FileSystemStoreTests(bool unnamed)
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31))];

    private string _parent = null!;
    private string _root = null!;
    private FileSystemStore _store = null!;

    private IEnumerable<string> Files => Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories);

    [SetUp]
    public void MakeRoom()
    {
        _parent = Directory.CreateTempSubdirectory("imageattach-store-").FullName;
        _root = Path.Combine(_parent, "deep", "images");
        _store = new FileSystemStore(_root, new Uri("https://images.example.com/pictures"));
        IncomingFile.MayBeUnnamed = unnamed;
    }

    [TearDown]
    public void Clear()
    {
        IncomingFile.MayBeUnnamed = true;
        Directory.Delete(_parent, recursive: true);
    }

    [Test]
    public async Task FS_01_What_is_put_is_opened_located_and_deleted()
    {
        await PutAsync(Key(1234));
        Assert.That(await ReadAsync(Key(1234)), Is.EqualTo(Bytes));
        Assert.That(_store.Locate(Key(1234, "")).AbsoluteUri, Is.EqualTo("https://images.example.com/pictures/testing/234/1/1234.405x640.jpe"));
        await _store.DeleteAsync(Key(1234));
        Assert.That(() => _store.OpenAsync(Key(1234)), Throws.TypeOf<ImageFileNotFoundException>().With.Message.Contains("testing 1234"));
    }

    [TestCase("https://images.example.com", "https://images.example.com/testing/7/0/7.405x640.r1.jpg")]
    [TestCase("https://images.example.com/", "https://images.example.com/testing/7/0/7.405x640.r1.jpg")]
    [TestCase("https://images.example.com/a/b", "https://images.example.com/a/b/testing/7/0/7.405x640.r1.jpg")]
    [TestCase("/images", "/images/testing/7/0/7.405x640.r1.jpg")]
    [TestCase("/images/", "/images/testing/7/0/7.405x640.r1.jpg")]
    public void FS_05_One_slash_joins_the_base_address_and_the_path(string baseUrl, string address) => Assert.That(
        new FileSystemStore(_root, new Uri(baseUrl, UriKind.RelativeOrAbsolute)).Locate(Key(7)).ToString(), Is.EqualTo(address));

    [Test]
    public void FS_05_A_base_address_that_is_a_path_stays_one()
    {
        Uri address = new FileSystemStore(_root, new Uri("/images/", UriKind.RelativeOrAbsolute)).Locate(Key(7));
        Assert.That((address.IsAbsoluteUri, address.OriginalString), Is.EqualTo((false, "/images/testing/7/0/7.405x640.r1.jpg")));
        if (!OperatingSystem.IsWindows())
            Assert.That(new FileSystemStore(_root, new Uri("/images/")).Locate(Key(7)), Is.EqualTo(address));
    }

    [TestCase(typeof(IOException), typeof(ImageStoreException))]
    [TestCase(typeof(InvalidOperationException), typeof(InvalidOperationException))]
    public async Task A_file_that_could_not_be_synced_is_not_there(Type failure, Type expected)
    {
        await PutAsync(Key(1));
        StoreFault.Reached = point =>
        {
            if (point == StoreFaultPoint.FileNamed)
                throw (Exception)Activator.CreateInstance(failure, "The disk is gone.")!;
        };
        try
        {
            Assert.That(() => PutAsync(Key(2)), Throws.TypeOf(expected).With.Message.Contains("The disk is gone."));
        }
        finally
        {
            StoreFault.Reached = null;
        }

        Assert.That(Files, Is.EqualTo(new[] { Path.Combine(_root, Key(1).ToPath()) }));
        await PutAsync(Key(2));
        Assert.That(await ReadAsync(Key(2)), Is.EqualTo(Bytes));
    }

    [Test]
    public async Task A_mark_that_can_not_be_written_is_told()
    {
        await PutAsync(Key(1));
        string mark = Directory.CreateDirectory(Path.Combine(_root, ".belongs-to")).FullName;
        Assert.That(() => _store.WriteMarkAsync("shop"), Throws.TypeOf<ImageStoreException>().With.Message.Contains($"'{mark}' could not be written"));
    }

    [Test]
    public async Task What_is_being_written_can_not_be_found_under_a_key_and_goes_with_its_process_where_it_has_no_name()
    {
        string[] seen = ["never looked"];
        StoreFault.Reached = point =>
        {
            if (point == StoreFaultPoint.PartWritten)
                seen = [.. Files];
        };
        try
        {
            await PutAsync(Key(1));
        }
        finally
        {
            StoreFault.Reached = null;
        }

        bool hasNone = unnamed && OperatingSystem.IsLinux();
        Assert.That(seen.Select(Path.GetDirectoryName), Is.EqualTo(hasNone ? [] : new[] { Path.Combine(_root, ".incoming") }));
        Assert.That(Files, Is.EqualTo(new[] { Path.Combine(_root, Key(1).ToPath()) }));
    }

    [Test]
    public async Task Who_may_read_a_file_is_what_the_process_says_of_all_its_files()
    {
        if (OperatingSystem.IsWindows())
            return;
        await PutAsync(Key(1));
        string another = Path.Combine(_parent, "another");
        await File.WriteAllBytesAsync(another, Bytes);
        Assert.That(File.GetUnixFileMode(Files.Single()), Is.EqualTo(File.GetUnixFileMode(another)));
    }

    [Test]
    public async Task A_file_in_the_place_of_the_folder_of_unfinished_ones_is_told_where_it_is_in_the_way()
    {
        Directory.CreateDirectory(_root);
        await File.WriteAllTextAsync(Path.Combine(_root, ".incoming"), "no folder");
        Assert.That(await _store.RemoveUnfinishedAsync(DateTimeOffset.MaxValue), Is.Zero);
        if (unnamed && OperatingSystem.IsLinux())
            await PutAsync(Key(2));
        else
            Assert.That(() => PutAsync(Key(2)), Throws.TypeOf<ImageStoreException>().With.Message.Contains("could not be put"));
    }

    [Test]
    public void Without_a_base_address_locating_says_what_to_pass() => Assert.That(
        () => new FileSystemStore(_root).Locate(Key(7)), Throws.InvalidOperationException.With.Message.Contains("baseUrl"));

    [TestCase("https://images.example.com/?a=b")]
    [TestCase("/images#top")]
    public void A_base_address_with_a_query_or_fragment_is_refused(string baseUrl) => Assert.That(
        () => new FileSystemStore(_root, new Uri(baseUrl, UriKind.RelativeOrAbsolute)), Throws.ArgumentException);

    [Test]
    public async Task FS_06_Deleting_what_is_not_there_is_silent()
    {
        await _store.DeleteAsync(Key(1));
        await PutAsync(Key(1));
        await _store.DeleteAsync(Key(1, "r2"));
        await _store.DeleteAsync(Key(1));
        await _store.DeleteAsync(Key(1));
        Assert.That(Files, Is.Empty);
    }

    [Test]
    public async Task FS_07_A_source_that_breaks_off_leaves_nothing()
    {
        using AwkwardStream source = new(Bytes, failAt: 200_000);
        Assert.That(async () => await _store.PutAsync(Key(1), source, false), Throws.TypeOf<IOException>().With.Message.EqualTo("The connection was lost."));
        Assert.That(Files, Is.Empty);
        await PutAsync(Key(1));
    }

    [Test]
    public async Task FS_07_A_file_that_is_there_is_never_written_again()
    {
        await PutAsync(Key(1));
        await using Stream reader = await _store.OpenAsync(Key(1));
        Assert.That(
            async () => await _store.PutAsync(Key(1), new MemoryStream([1, 2, 3]), false),
            Throws.TypeOf<ImageStoreException>().With.Message.Contains("testing 1").And.Message.Contains(_root));
        Assert.That(await ReadAsync(Key(1)), Is.EqualTo(Bytes));
        Assert.That(Files.Count(), Is.EqualTo(1));
        byte[] seen = new byte[Bytes.Length];
        await reader.ReadExactlyAsync(seen);
        Assert.That(seen, Is.EqualTo(Bytes));
    }

    [Test]
    public void A_cancelled_put_leaves_nothing()
    {
        using CancellationTokenSource cancellation = new();
        PausingStream source = new(Bytes, pauseAt: 150_000, new TaskCompletionSource(), cancellation.CancelAsync());
        Assert.That(async () => await _store.PutAsync(Key(1), source, false, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.Exists(_root) ? Files : [], Is.Empty);
    }

    [Test]
    public async Task FS_08_Parallel_first_puts_into_an_empty_folder_all_succeed()
    {
        for (int round = 0; round < 20; round++)
        {
            FileSystemStore store = new(Path.Combine(_parent, $"round{round}"));
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => store.PutAsync(Key(i), new MemoryStream(Bytes), false))));
        }
    }

    [Test]
    public async Task A_folder_that_somebody_removed_is_made_again()
    {
        await PutAsync(Key(1));
        Directory.Delete(_root, recursive: true);
        await PutAsync(Key(1));
        Assert.That(await ReadAsync(Key(1)), Is.EqualTo(Bytes));
    }

    [Test]
    public async Task A_folder_that_cannot_be_one_is_told_with_its_path()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_root)!);
        await File.WriteAllTextAsync(_root, "A file where the folder should be.");
        Assert.That(
            async () => await PutAsync(Key(1)),
            Throws.TypeOf<ImageStoreException>().With.Message.Contains(_root).And.InnerException.InstanceOf<IOException>());
    }

    [Test]
    public async Task A_name_that_is_taken_by_a_folder_is_told_and_leaves_nothing()
    {
        Directory.CreateDirectory(Path.Combine(_root, Key(1).ToPath()));
        Assert.That(async () => await PutAsync(Key(1)), Throws.TypeOf<ImageStoreException>());
        Assert.That(Files, Is.Empty);
        Assert.That(() => _store.OpenAsync(Key(1)), Throws.TypeOf<ImageStoreException>());
        Assert.That(() => _store.DeleteAsync(Key(1)), Throws.TypeOf<ImageStoreException>());
        await PutAsync(Key(1, "r2"));
    }

    [Test]
    public void A_folder_without_a_name_is_refused()
    {
        Assert.That(() => new FileSystemStore(""), Throws.ArgumentException);
        Assert.That(() => new FileSystemStore(null!), Throws.ArgumentNullException);
    }

    private static StoreKey Key(long id, string revision = "r1") => new("testing", ObjectId.From(id), 405, 640, "image/jpeg", revision);

    private Task PutAsync(StoreKey key) => _store.PutBytesAsync(key, Bytes);

    private Task<byte[]> ReadAsync(StoreKey key) => _store.ReadBytesAsync(key);
}
