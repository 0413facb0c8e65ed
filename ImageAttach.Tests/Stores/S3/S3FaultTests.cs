using System.Collections.Concurrent;
using ImageAttach.Databases;
using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;

namespace ImageAttach.Tests.Stores.S3;

/// <summary>A network and a server that fail: each request is repeated or reported, and never silently lost.</summary>
public sealed class S3FaultTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)(i * 31))];

    // Longer than a busy server takes for an answer.
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(5);

    private TestBucket _bucket = null!;
    private TcpProxy _proxy = null!;
    private S3Store _store = null!;

    private static StoreKey Key { get; } = KeyOf(7);

    [SetUp]
    public async Task OpenBucketAsync()
    {
        _bucket = await TestBucket.OpenAsync();
        _proxy = new TcpProxy(_bucket.Endpoint.Host, _bucket.Endpoint.Port);
        _store = Through();
    }

    [TearDown]
    public async Task ClearAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        if (_bucket is not null)
            await _bucket.DisposeAsync();
    }

    [Test]
    public async Task S3_06_A_server_that_is_always_out_of_order_is_given_up_after_five_retries()
    {
        int puts = 0;
        Inspect(piece =>
        {
            if (piece.RequestLine() is not { } line)
                return ProxyFate.Pass;
            if (line.StartsWith("PUT", StringComparison.Ordinal))
                Interlocked.Increment(ref puts);
            return piece.AnswerWith(503, "<html>Out of order</html>");
        });
        Assert.That(() => _store.PutBytesAsync(Key, Bytes), Throws.TypeOf<ImageStoreException>().With.Message.Contains("503").And.Message.Contains("testing 7"));
        Assert.That(puts, Is.EqualTo(6), "the first and five more");
        Assert.That(await _bucket.NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task What_fails_for_a_while_is_done_in_the_end()
    {
        Inspect(piece => piece.RequestLine() is null || piece.Connection % 4 == 0 ? ProxyFate.Pass : piece.AnswerWith(piece.Connection % 4 == 1 ? 500 : 503));
        await _store.PutBytesAsync(Key, Bytes);
        _store = Through(); // without the connection that works
        Assert.That(await _store.ReadBytesAsync(Key), Is.EqualTo(Bytes));
        _store = Through(); // without the connection that works
        Assert.That(await _store.ListAsync("testing").CountAsync(), Is.EqualTo(1));
        _store = Through(); // without the connection that works
        Assert.That(await _store.RemoveUnfinishedAsync(DateTimeOffset.UtcNow), Is.Zero);
        _store = Through(); // without the connection that works
        await _store.DeleteAsync(Key);
        Assert.That(await _bucket.NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_put_whose_connection_is_cut_is_sent_again_from_its_first_byte()
    {
        Inspect(piece => piece is { FromClient: true, Connection: <= 3 } && piece.Offset > 200_000 * piece.Connection ? ProxyFate.Cut : ProxyFate.Pass);
        using MemoryStream source = new(Bytes) { Position = 1000 };
        await _store.PutAsync(Key, source, reproducible: false);
        Assert.That(_proxy.Connections, Is.EqualTo(4));
        Assert.That(await _bucket.Store().ReadBytesAsync(Key), Is.EqualTo(Bytes[1000..]));
    }

    [Test]
    public async Task A_put_from_a_stream_that_cannot_seek_is_sent_again_as_well()
    {
        Inspect(piece => piece is { FromClient: true, Connection: 1, Offset: > 200_000 } ? ProxyFate.Cut : ProxyFate.Pass);
        await using AwkwardStream source = new(Bytes, atATime: 50_000);
        await _store.PutAsync(Key, source, reproducible: false);
        Assert.That(await _bucket.Store().ReadBytesAsync(Key), Is.EqualTo(Bytes));
    }

    [Test]
    public async Task A_put_whose_answer_never_comes_is_reported_and_leaves_nothing()
    {
        ConcurrentDictionary<int, bool> puts = [];
        Inspect(piece =>
        {
            if (piece.RequestLine() is { } line)
                puts[piece.Connection] = line.StartsWith("PUT", StringComparison.Ordinal);
            return !piece.FromClient && puts[piece.Connection] ? ProxyFate.Cut : ProxyFate.Pass;
        });
        Assert.That(() => _store.PutBytesAsync(Key, Bytes), Throws.TypeOf<ImageStoreException>().With.Message.Contains("testing 7"));
        Assert.That(puts, Has.Count.EqualTo(7));
        Assert.That(await _bucket.NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_source_that_can_seek_and_breaks_off_is_not_asked_again()
    {
        using BrokenSource source = new(Bytes);
        Assert.That(() => _store.PutAsync(Key, source, false), Throws.TypeOf<IOException>().With.Message.EqualTo("The disk is broken."));
        Assert.That(_proxy.Connections, Is.EqualTo(1));
        Assert.That(await _bucket.NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_read_that_is_cut_goes_on_where_it_was()
    {
        await _bucket.Store().PutBytesAsync(Key, Bytes);
        Inspect(piece => piece is { FromClient: false, Connection: <= 4, Offset: > 150_000 } ? ProxyFate.Cut : ProxyFate.Pass);
        Assert.That(await _store.ReadBytesAsync(Key), Is.EqualTo(Bytes));
        Assert.That(_proxy.Connections, Is.EqualTo(5));
    }

    [Test]
    public async Task A_read_in_pieces_that_is_cut_goes_on_where_it_was()
    {
        await _bucket.Store().PutBytesAsync(Key, Bytes);
        Inspect(piece => piece is { FromClient: false, Connection: <= 4, Offset: > 150_000 } ? ProxyFate.Cut : ProxyFate.Pass);
        await using Stream file = await _store.OpenAsync(Key);
        byte[] seen = new byte[Bytes.Length];
        await file.ReadExactlyAsync(seen);
        Assert.That(seen, Is.EqualTo(Bytes));
        Assert.That(_proxy.Connections, Is.EqualTo(5));
    }

    [Test]
    public async Task A_copy_whose_destination_fails_is_told_as_it_is_and_not_asked_again()
    {
        await _bucket.Store().PutBytesAsync(Key, Bytes);
        await using Stream file = await _store.OpenAsync(Key);
        Assert.That(() => file.CopyToAsync(new FullDisk()), Throws.TypeOf<IOException>().With.Message.EqualTo("The disk is full."));
        Assert.That(_proxy.Connections, Is.EqualTo(1));
    }

    [Test]
    public async Task A_read_that_is_always_cut_is_reported()
    {
        await _bucket.Store().PutBytesAsync(Key, Bytes);
        Inspect(piece => piece.Connection > 1 || piece is { FromClient: false, Offset: > 150_000 } ? ProxyFate.Cut : ProxyFate.Pass);
        await using Stream file = await _store.OpenAsync(Key);
        Assert.That(() => file.CopyToAsync(Stream.Null), Throws.TypeOf<ImageStoreException>().With.Message.Contains("testing 7").And.Message.Contains("opened in"));
        Assert.That(_proxy.Connections, Is.GreaterThan(5));
    }

    [Test]
    public async Task A_file_that_changes_while_it_is_read_is_told_and_never_mixed()
    {
        S3Store direct = _bucket.Store();
        await direct.PutBytesAsync(Key, Bytes);
        await using Stream file = await _store.OpenAsync(Key);
        await file.ReadExactlyAsync(new byte[1000]);
        await direct.PutBytesAsync(Key, [.. Bytes.Reverse()]);
        file.Position = 500_000;
        Assert.That(() => file.ReadExactlyAsync(new byte[1000]).AsTask(), Throws.TypeOf<ImageStoreException>().With.Message.Contains("replaced while it was read"));
        await direct.DeleteAsync(Key);
        Assert.That(() => file.ReadExactlyAsync(new byte[1000]).AsTask(), Throws.TypeOf<ImageFileNotFoundException>());
    }

    [Test]
    public async Task A_silent_server_is_asked_again()
    {
        TaskCompletionSource end = new();
        _proxy.Inspect = async piece =>
        {
            if (piece is { FromClient: false, Connection: 1 or 3 })
                await end.Task;
            return ProxyFate.Pass;
        };
        _store = Through(options => options.Timeout = MaxSilence);
        await _store.PutBytesAsync(Key, Bytes);
        _store = Through(options => options.Timeout = MaxSilence);
        Assert.That(await _store.ReadBytesAsync(Key), Is.EqualTo(Bytes));
        end.SetResult();
        Assert.That(_proxy.Connections, Is.AtLeast(4));
    }

    [Test]
    public async Task A_server_that_falls_silent_in_the_middle_of_a_file_is_asked_for_the_rest()
    {
        await _bucket.Store().PutBytesAsync(Key, Bytes);
        TaskCompletionSource end = new();
        _proxy.Inspect = async piece =>
        {
            if (piece is { FromClient: false, Connection: 1, Offset: > 150_000 })
                await end.Task;
            return ProxyFate.Pass;
        };
        _store = Through(options => options.Timeout = MaxSilence);
        Assert.That(await _store.ReadBytesAsync(Key), Is.EqualTo(Bytes));
        end.SetResult();
    }

    [Test]
    public void A_server_that_stays_silent_is_told()
    {
        TaskCompletionSource end = new();
        _proxy.Inspect = async piece =>
        {
            if (!piece.FromClient)
                await end.Task;
            return ProxyFate.Pass;
        };
        _store = Through(options => (options.Timeout, options.MaxRetries) = (TimeSpan.FromSeconds(0.2), 1));
        Assert.That(() => _store.OpenAsync(Key), Throws.TypeOf<ImageStoreException>().With.Message.Contains("silent for 0.2 seconds"));
        end.SetResult();
    }

    [Test]
    public async Task Sixty_four_at_once_through_a_bad_network_lose_nothing_silently()
    {
        const int Seed = 20_261_124;
        Random random = new(Seed);
        Inspect(_ =>
        {
            lock (random)
                return random.Next(40) == 0 ? ProxyFate.Cut : ProxyFate.Pass;
        });
        int kept = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            byte[] mine = [.. BitConverter.GetBytes(i), .. Bytes[..300_000]];
            try
            {
                await _store.PutBytesAsync(KeyOf(i), mine);
                Assert.That(await _store.ReadBytesAsync(KeyOf(i)), Is.EqualTo(mine), $"file {i}");
                Interlocked.Increment(ref kept);
            }
            catch (ImageStoreException)
            {
                // Reported.
            }
        })));
        Assert.That(kept, Is.GreaterThan(32), $"The network of seed {Seed} is so bad that hardly anything was tried.");
        Assert.That(_proxy.Connections, Is.GreaterThan(64), $"The network of seed {Seed} is so good that nothing was tried.");
    }

    private static StoreKey KeyOf(long id) => new("testing", ObjectId.From(id), 405, 640, "image/jpeg", "r1");

    private void Inspect(Func<ProxyPiece, ProxyFate> fate) => _proxy.Inspect = piece => ValueTask.FromResult(fate(piece));

    private S3Store Through(Action<S3StoreOptions>? configure = null) => _bucket.Store(options =>
    {
        options.Endpoint = new Uri($"http://127.0.0.1:{_proxy.Port}");
        configure?.Invoke(options);
    });

    private sealed class BrokenSource(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 500_000 ? throw new IOException("The disk is broken.") : base.ReadAsync(buffer, cancellationToken);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The disk is full.");
    }
}
