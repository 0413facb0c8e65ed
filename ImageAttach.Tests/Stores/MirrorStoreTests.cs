using ImageAttach.Stores;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

public sealed class MirrorStoreTests
{
    private static readonly StoreKey Key = new("testing", ObjectId.From(1), 4, 3, "image/png", "0123abc");
    private static readonly byte[] Bytes = [1, 2, 3];

    private FaultyStore _old = null!;
    private FaultyStore _new = null!;
    private MirrorStore _mirror = null!;

    [SetUp]
    public void MakeMirror()
    {
        _old = new(new MemoryStore(new Uri("https://old.example.com/")));
        _new = new(new MemoryStore(new Uri("https://new.example.com/")));
        _mirror = new(_old, _new);
    }

    [Test]
    public async Task What_is_put_is_in_both_even_when_it_can_be_read_but_once()
    {
        await _mirror.PutAsync(Key, new AwkwardStream(Bytes), reproducible: true);
        Assert.That((await _old.ReadBytesAsync(Key), await _new.ReadBytesAsync(Key)), Is.EqualTo((Bytes, Bytes)));
        Assert.That(_new.Puts, Is.EqualTo(new[] { (Key, true) }));
        Assert.That(_mirror.Locate(Key).Host, Is.EqualTo("old.example.com"));
    }

    [Test]
    public async Task Both_are_touched()
    {
        await _mirror.TouchAsync(Key);
        Assert.That((_old.Touches, _new.Touches), Is.EqualTo((1, 1)));
    }

    [Test]
    public void It_says_of_what_it_is() =>
        Assert.That(new MirrorStore(new FileSystemStore("/srv/old"), new FileSystemStore("/srv/new")).ToString(), Is.EqualTo("MirrorStore of FileSystemStore '/srv/old' and FileSystemStore '/srv/new'"));

    [Test]
    public async Task The_new_store_is_read_first_and_the_old_one_for_what_it_lacks()
    {
        await _old.PutBytesAsync(Key, Bytes);
        Assert.That(await _mirror.ReadBytesAsync(Key), Is.EqualTo(Bytes));
        await _new.PutBytesAsync(Key, [7]);
        Assert.That(await _mirror.ReadBytesAsync(Key), Is.EqualTo(new byte[] { 7 }));
    }

    [Test]
    public async Task A_failure_of_the_new_store_is_not_taken_for_a_missing_file()
    {
        await _old.PutBytesAsync(Key, Bytes);
        Assert.That(() => new MirrorStore(_old, new OutOfOrder()).OpenAsync(Key), Throws.TypeOf<ImageStoreException>());
    }

    [Test]
    public async Task What_is_deleted_is_gone_from_both()
    {
        await _mirror.PutBytesAsync(Key, Bytes);
        await _mirror.DeleteAsync(Key);
        foreach (IImageStore store in new IImageStore[] { _old, _new, _mirror })
            Assert.That(() => store.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
        await _mirror.DeleteAsync(Key);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void When_one_store_refuses_neither_keeps_the_file(bool oldRefuses)
    {
        (oldRefuses ? _old : _new).BeforePut = _ => throw new ImageStoreException("Full.");
        Assert.That(() => _mirror.PutBytesAsync(Key, Bytes), Throws.TypeOf<ImageStoreException>());
        Assert.That(() => _old.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
        Assert.That(() => _new.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());
    }

    [Test]
    public async Task When_the_old_store_gives_back_other_bytes_neither_keeps_the_file()
    {
        MirrorStore mirror = new(new FaultyStore(_old) { Content = content => new AwkwardStream([.. ReadAll(content), 9]) }, _new);
        Assert.That(() => mirror.PutBytesAsync(Key, Bytes), Throws.TypeOf<ImageStoreException>().With.Message.Contains("other bytes"));
        foreach (IImageStore store in new IImageStore[] { _old, _new })
            Assert.That(() => store.OpenAsync(Key), Throws.TypeOf<ImageFileNotFoundException>());

        // What was there under the name before is another's.
        await _new.PutBytesAsync(Key, [7]);
        Assert.That(() => _mirror.PutBytesAsync(Key, Bytes), Throws.TypeOf<ImageStoreException>());
        Assert.That(await _new.ReadBytesAsync(Key), Is.EqualTo(new byte[] { 7 }));
    }

    [Test]
    public void A_store_is_not_its_own_mirror() => Assert.That(() => new MirrorStore(_old, _old), Throws.ArgumentException);

    private static byte[] ReadAll(Stream stream)
    {
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private sealed class OutOfOrder : IImageStore
    {
        public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) => throw new ImageStoreException("Down.");

        public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new ImageStoreException("Down.");

        public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => throw new ImageStoreException("Down.");

        public Uri Locate(StoreKey key) => throw new InvalidOperationException("Down.");
    }
}
