using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;

namespace ImageAttach.Tests.Stores;

public sealed class SandboxStoreTests
{
    private static readonly byte[] Old = [1, 2, 3];
    private static readonly byte[] New = [4, 5, 6, 7];

    private MemoryStore _underlying = null!;
    private MemoryStore _memory = null!;
    private FaultyStore _overriding = null!;
    private SandboxStore _sandbox = null!;

    [SetUp]
    public void MakeSandbox()
    {
        _underlying = new(new Uri("https://live.example.com/"));
        _memory = new(new Uri("https://local.example.com/"));
        _overriding = new(_memory);
        _sandbox = new(_underlying, _overriding);
    }

    [Test]
    public async Task SBX_01_What_only_the_underlying_store_has_shows_through()
    {
        await PutAsync(_underlying, Old);
        Assert.That(await ReadAsync(_sandbox), Is.EqualTo(Old));
        Assert.That(_sandbox.Locate(Key).Host, Is.EqualTo("live.example.com"));
        Assert.That(await ListAsync(_sandbox), Is.Empty);
    }

    [Test]
    public async Task SBX_02_What_is_put_lies_in_the_overriding_store_alone()
    {
        await PutAsync(_sandbox, New);
        Assert.That(await ReadAsync(_sandbox), Is.EqualTo(New));
        Assert.That(await ReadAsync(_memory), Is.EqualTo(New));
        Assert.That(_sandbox.Locate(Key).Host, Is.EqualTo("local.example.com"));
        Assert.That(() => _underlying.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
    }

    [Test]
    public async Task SBX_03_What_is_removed_stays_in_the_underlying_store()
    {
        await PutAsync(_underlying, Old);
        await _sandbox.DeleteAsync(Key);
        Assert.That(() => _sandbox.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>().With.Message.Contains("removed"));
        Assert.That(await ReadAsync(_underlying), Is.EqualTo(Old));
        Assert.That(_sandbox.Locate(Key).Host, Is.EqualTo("local.example.com"));
    }

    [Test]
    public async Task SBX_04_The_mark_of_a_removal_is_an_empty_file_that_no_listing_shows()
    {
        await PutAsync(_underlying, Old);
        await _sandbox.DeleteAsync(Key);
        await _sandbox.DeleteAsync(Key);
        Assert.That(await ReadAsync(_memory), Is.Empty);
        Assert.That(_overriding.Puts, Is.EqualTo(new[] { (Key, true) }));
        Assert.That(await ListAsync(_sandbox), Is.Empty);
        Assert.That(await ListAsync(_memory), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task SBX_04_What_the_underlying_store_never_had_needs_no_mark()
    {
        await PutAsync(_sandbox, New);
        await _sandbox.DeleteAsync(Key);
        Assert.That(await ListAsync(_memory), Is.Empty);
        Assert.That(() => _sandbox.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
    }

    [Test]
    public async Task SBX_04_A_covered_file_stays_removed_with_its_cover()
    {
        await PutAsync(_underlying, Old);
        await PutAsync(_sandbox, New);
        Assert.That(await ReadAsync(_sandbox), Is.EqualTo(New));
        await _sandbox.DeleteAsync(Key);
        Assert.That(() => _sandbox.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
        Assert.That(await ReadAsync(_underlying), Is.EqualTo(Old));
    }

    [Test]
    public async Task SBX_05_A_removed_name_can_be_put_again()
    {
        await PutAsync(_underlying, Old);
        await _sandbox.DeleteAsync(Key);
        await PutAsync(_sandbox, New);
        Assert.That(await ReadAsync(_sandbox), Is.EqualTo(New));
        Assert.That(await ReadAsync(_underlying), Is.EqualTo(Old));
    }

    [Test]
    public async Task SBX_05_A_removed_name_stays_removed_when_a_put_fails()
    {
        await PutAsync(_underlying, Old);
        await _sandbox.DeleteAsync(Key);
        using AwkwardStream source = new(New, failAt: 0);
        Assert.That(() => _sandbox.PutAsync(Key, source, false), Throws.TypeOf<IOException>());
        Assert.That(() => _sandbox.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
    }

    [Test]
    public async Task SBX_07_A_failure_of_the_overriding_store_is_told_and_nothing_shows_through()
    {
        await PutAsync(_underlying, Old);
        SandboxStore broken = new(_underlying, new BrokenStore());
        Assert.That(() => broken.OpenAsync(Key), Throws.TypeOf<ImageStoreException>());
        Assert.That(() => broken.DeleteAsync(Key), Throws.TypeOf<ImageStoreException>());
        Assert.That(() => broken.Locate(Key), Throws.TypeOf<ImageStoreException>());
        Assert.That(await ReadAsync(_underlying), Is.EqualTo(Old));
    }

    [Test]
    public async Task A_file_of_the_overriding_store_is_opened_once_even_when_it_cannot_seek()
    {
        StraightStore straight = new(New);
        SandboxStore sandbox = new(_underlying, straight);
        Assert.That(await ReadAsync(sandbox), Is.EqualTo(New));
        await using Stream file = await sandbox.OpenAsync(Key);
        Assert.That(file.ReadByte(), Is.EqualTo(New[0]));
        Assert.That(file.ReadByte(), Is.EqualTo(New[1]));
        Assert.That(straight.Opens, Is.EqualTo(2));
        await file.DisposeAsync();
        Assert.That(straight.Last.IsDisposed, Is.True);
    }

    [Test]
    public void A_mark_that_cannot_seek_is_one_and_is_closed()
    {
        StraightStore straight = new([]);
        Assert.That(() => new SandboxStore(_underlying, straight).OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>().With.Message.Contains("removed"));
        Assert.That(straight.Last.IsDisposed, Is.True);
    }

    [Test]
    public async Task A_mark_that_cannot_be_put_is_told()
    {
        await PutAsync(_underlying, Old);
        _overriding.BeforePut = _ => throw new ImageStoreException("The disk is full.");
        Assert.That(() => _sandbox.DeleteAsync(Key), Throws.TypeOf<ImageStoreException>().With.Message.EqualTo("The disk is full."));
    }

    [Test]
    public async Task Two_that_remove_one_file_both_succeed()
    {
        await PutAsync(_underlying, Old);
        int waiting = 0;
        TaskCompletionSource both = new();
        _overriding.BeforePut = _ =>
        {
            if (Interlocked.Increment(ref waiting) == 2)
                both.SetResult();
            return both.Task;
        };
        await Task.WhenAll(Task.Run(() => _sandbox.DeleteAsync(Key)), Task.Run(() => _sandbox.DeleteAsync(Key)));
        Assert.That(() => _sandbox.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
    }

    [Test]
    public void A_sandbox_over_the_store_that_it_writes_to_is_refused() =>
        Assert.That(() => new SandboxStore(_underlying, _underlying), Throws.ArgumentException);

    [Test]
    public void An_overriding_store_that_cannot_list_is_told() =>
        Assert.That(async () => await ListAsync(new SandboxStore(_underlying, new BrokenStore())), Throws.TypeOf<NotSupportedException>().With.Message.Contains("IListableImageStore"));

    private static StoreKey Key { get; } = new("testing", ObjectId.From(7), 1, 2, "image/jpeg");

    private static Task PutAsync(IImageStore store, byte[] bytes) => store.PutBytesAsync(Key, bytes);

    private static Task<byte[]> ReadAsync(IImageStore store) => store.ReadBytesAsync(Key);

    private static ValueTask<List<StoredFile>> ListAsync(IListableImageStore store) => store.ListAsync("testing").ToListAsync();

    /// <summary>A store whose files can only be read straight through.</summary>
    private sealed class StraightStore(byte[] bytes) : IImageStore
    {
        public int Opens { get; private set; }

        public AwkwardStream Last { get; private set; } = null!;

        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default)
        {
            Opens++;
            return Task.FromResult<Stream>(Last = new AwkwardStream(bytes));
        }

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Uri Locate(StoreKey key) => throw new NotSupportedException();
    }

    private sealed class BrokenStore : IImageStore
    {
        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => throw Failure();

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => throw Failure();

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => throw Failure();

        public Uri Locate(StoreKey key) => throw Failure();

        private static ImageStoreException Failure() => new("The server answered 500.");
    }
}
