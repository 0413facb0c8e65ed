using ImageAttach.Stores;
using ImageAttach.Stores.FileSystem;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

/// <summary>A disk that refuses to sync: nothing that it may have lost is ever taken for stored, because the next sync would succeed.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class FailedSyncTests(bool unnamed)
{
    private const int InputOutputError = 5;

    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))];

    private readonly List<string> _synced = [];
    private TemporaryFolder _parent = null!;
    private string _root = null!;
    private FileSystemStore _store = null!;

    private static StoreKey Key { get; } = KeyOf(1234);

    private string FilePath => Path.Combine(_root, Key.ToPath());

    private string[] Files => Directory.Exists(_root) ? Directory.GetFiles(_root, "*", SearchOption.AllDirectories) : [];

    [SetUp]
    public void MakeRoom()
    {
        _parent = new TemporaryFolder();
        _root = Path.Combine(_parent.Path, "deep", "images");
        _store = new FileSystemStore(_root);
        IncomingFile.MayBeUnnamed = unnamed;
        _synced.Clear();
    }

    [TearDown]
    public void Clear()
    {
        DiskSync.InjectedError = null;
        IncomingFile.MayBeUnnamed = true;
        _parent.Dispose();
    }

    // What is synced for a first file: the file, its folder, and the parents of all folders that lead to it.
    [Test]
    public async Task A_put_whose_sync_fails_throws_and_leaves_nothing_wherever_it_fails(
        [Values("file", "", "..", "../..", "../../..", "../../../..", "../../../../..")] string place,
        [Values(4, 5, 22, 28, 122)] int error,
        [Values("r1", "")] string revision)
    {
        if (OperatingSystem.IsWindows() && place != "file")
            Assert.Ignore("Windows keeps names by itself: no folder is synced.");
        StoreKey key = KeyOf(1234, revision);
        string path = Path.Combine(_root, key.ToPath());
        string failing = place == "file" ? path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, place));
        FailAt(failing, error, times: int.MaxValue);

        Assert.That(
            () => _store.PutBytesAsync(key, Bytes),
            Throws.TypeOf<ImageStoreException>().With.Message.Contains("testing 1234").And.Message.Contains($"'{failing}' could not be synced"));
        Assert.That(_synced.Count(path => path == failing), Is.EqualTo(1), "a second sync would succeed, and prove nothing");
        Assert.That(Files, Is.Empty);
        Assert.That(() => _store.OpenAsync(key), Throws.TypeOf<ImageFileNotFoundException>());

        Record();
        await _store.PutBytesAsync(key, Bytes);
        Assert.That(await _store.ReadBytesAsync(key), Is.EqualTo(Bytes));
        Assert.That(_synced, Does.Contain(failing), "what was not synced is synced with the next file");
    }

    [Test]
    public async Task A_folder_whose_name_may_be_lost_takes_no_file_until_the_application_starts_again()
    {
        SkipOnWindows();
        await _store.PutBytesAsync(Key, Bytes);
        FileSystemStore second = new(_root);
        FailAt(_root, InputOutputError, times: 1);
        Assert.That(() => second.PutBytesAsync(KeyOf(1234, "r2"), Bytes), Throws.TypeOf<ImageStoreException>());
        Assert.That(
            () => second.PutBytesAsync(KeyOf(1234, "r3"), Bytes),
            Throws.TypeOf<ImageStoreException>().With.Message.Contains("testing' may be lost").And.Message.Contains("restart the application"));
        Assert.That(Files, Is.EqualTo(new[] { FilePath }), "the file of before stays");

        await new FileSystemStore(_root).PutBytesAsync(KeyOf(1234, "r4"), Bytes);
        await _store.PutBytesAsync(KeyOf(1234, "r5"), Bytes);
        Directory.Delete(Path.Combine(_root, "testing"), recursive: true);
        await second.PutBytesAsync(KeyOf(1234, "r6"), Bytes);
    }

    [Test]
    public async Task A_name_that_the_failed_sync_of_another_may_have_lost_is_not_believed()
    {
        SkipOnWindows();
        StoreKey other = KeyOf(1234, "r2");
        string folder = Path.GetDirectoryName(FilePath)!;
        await _store.PutBytesAsync(KeyOf(1234, "r0"), Bytes);
        TaskCompletionSource bothNamed = new(), firstFailed = new();
        int syncs = 0;
        DiskSync.InjectedError = path =>
        {
            if (path != folder)
                return 0;
            if (Interlocked.Increment(ref syncs) == 1)
            {
                bothNamed.Task.Wait();
                return InputOutputError;
            }

            // Its sync comes after the failed one, and so succeeds.
            bothNamed.SetResult();
            firstFailed.Task.Wait();
            return 0;
        };
        Task[] puts = [.. new[] { Key, other }.Select(key => Task.Run(() => _store.PutBytesAsync(key, Bytes)))];
        await Task.WhenAny(puts);
        firstFailed.SetResult();
        foreach (Task put in puts)
            Assert.That(() => put, Throws.TypeOf<ImageStoreException>());
        Assert.That(Files.Select(Path.GetFileName), Is.EqualTo(new[] { Path.GetFileName(KeyOf(1234, "r0").ToPath()) }));
    }

    [Test]
    public async Task A_mark_whose_sync_fails_throws_and_is_written_again([Values] bool ofFolder)
    {
        if (ofFolder)
            SkipOnWindows();
        DiskSync.InjectedError = path => (ofFolder ? path == _root : path.Contains(".incoming", StringComparison.Ordinal)) ? InputOutputError : 0;
        Assert.That(
            () => _store.WriteMarkAsync("shop"),
            Throws.TypeOf<ImageStoreException>().With.Message.Contains("could not be written").And.Message.Contains("could not be synced"));
        DiskSync.InjectedError = null;
        Assert.That(await _store.ReadMarkAsync(), Is.Null);
        Assert.That(Files, Is.Empty);

        Record();
        await _store.WriteMarkAsync("shop");
        Assert.That(await _store.ReadMarkAsync(), Is.EqualTo("shop"));
        if (!OperatingSystem.IsWindows())
            Assert.That(_synced, Is.SupersetOf(new[] { _root, Path.GetDirectoryName(_root)! }));
    }

    [Test]
    public async Task A_root_that_was_there_is_synced_with_its_parents_and_only_once()
    {
        SkipOnWindows();
        Directory.CreateDirectory(_root);
        Record();
        await _store.PutBytesAsync(Key, Bytes);
        Assert.That(_synced, Is.SupersetOf(new[] { _root, Path.GetDirectoryName(_root)!, _parent.Path, Path.GetDirectoryName(_parent.Path)! }));
        Record();
        await _store.PutBytesAsync(KeyOf(1234, "r2"), Bytes);
        Assert.That(_synced.Order(), Is.EqualTo(new[] { Path.GetDirectoryName(FilePath), Path.Combine(_root, KeyOf(1234, "r2").ToPath()) }.Order()));
    }

    [Test]
    public async Task A_folder_that_was_removed_and_created_again_is_synced_again([Values("..", "../..", "../../..", "../../../..")] string place)
    {
        SkipOnWindows();
        await _store.PutBytesAsync(Key, Bytes);
        string folder = Path.GetDirectoryName(FilePath)!, parent = Path.GetFullPath(Path.Combine(folder, place));
        string removed = Directory.GetDirectories(parent).Single(candidate => folder == candidate || folder.StartsWith(candidate + "/", StringComparison.Ordinal));
        WaitForTheClockOf(removed);
        Directory.Delete(removed, recursive: true);
        Directory.CreateDirectory(folder);
        Record();
        await _store.PutBytesAsync(Key, Bytes);
        Assert.That(_synced, Does.Contain(parent));
    }

    [Test]
    public void A_folder_that_is_there_is_synced_and_a_missing_one_is_reported()
    {
        using TemporaryFolder folder = new();
        Assert.That(DiskSync.TrySync(folder.Path), Is.EqualTo(!OperatingSystem.IsWindows()));
        Assert.That(DiskSync.TrySync(Path.Combine(folder.Path, "missing")), Is.False);
    }

    [Test]
    public async Task A_folder_that_was_moved_to_another_parent_is_synced_there()
    {
        SkipOnWindows();
        await _store.PutBytesAsync(Key, Bytes);
        Directory.Move(_root, _root + ".old");
        Directory.CreateDirectory(_root);
        Directory.Move(Path.Combine(_root + ".old", "testing"), Path.Combine(_root, "testing"));
        Record();
        await _store.PutBytesAsync(KeyOf(1234, "r2"), Bytes);
        Assert.That(_synced, Is.SupersetOf(new[] { _root, Path.GetDirectoryName(_root)! }));
    }

    // A file system's clock is coarse, and it may give a removed folder's number to the next one.
    private void WaitForTheClockOf(string folder)
    {
        FolderIdentity before = FolderIdentity.Read(folder)!.Value, now = before;
        while (now.Created == before.Created && before.Created != 0)
        {
            string probe = Directory.CreateDirectory(Path.Combine(_parent.Path, "probe")).FullName;
            now = FolderIdentity.Read(probe)!.Value;
            Directory.Delete(probe);
        }
    }

    private static void SkipOnWindows()
    {
        if (OperatingSystem.IsWindows())
            Assert.Ignore("Windows keeps names by itself: no folder is synced.");
    }

    private static StoreKey KeyOf(long id, string revision = "r1") => new("testing", ObjectId.From(id), 405, 640, "image/jpeg", revision);

    private void Record() => FailAt("", 0, times: 0);

    private void FailAt(string failing, int error, int times)
    {
        lock (_synced)
            _synced.Clear();
        DiskSync.InjectedError = path =>
        {
            lock (_synced)
                _synced.Add(path);
            return path == failing && Interlocked.Decrement(ref times) >= 0 ? error : 0;
        };
    }
}
