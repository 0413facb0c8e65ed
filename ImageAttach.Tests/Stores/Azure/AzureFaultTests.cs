using ImageAttach.Azure;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores.Azure;

/// <summary>A network and a server that fail: each put is done once, or reported and undone.</summary>
public sealed class AzureFaultTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)(i * 31))];

    private TestContainer _container = null!;
    private TcpProxy _proxy = null!;
    private AzureBlobStore _store = null!;

    private static StoreKey Key { get; } = new("testing", ObjectId.From(7), 405, 640, "image/jpeg", "r1");

    [SetUp]
    public async Task OpenContainerAsync()
    {
        _container = await TestContainer.OpenAsync();
        _proxy = new TcpProxy(_container.Service.Uri.Host, _container.Service.Uri.Port);
        _store = OpenThroughProxy();
    }

    [TearDown]
    public async Task ClearAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        if (_container is not null)
            await _container.DisposeAsync();
    }

    [Test]
    public async Task A_put_whose_first_answer_is_lost_recognizes_its_own_file()
    {
        int answers = 0;
        Inspect(piece => !piece.FromClient && Interlocked.Increment(ref answers) == 1 ? ProxyFate.Cut : ProxyFate.Pass);
        await _store.PutBytesAsync(Key, Bytes);
        Assert.That(answers, Is.GreaterThan(1), "it was sent again");
        Assert.That(await _container.Store().ReadBytesAsync(Key), Is.EqualTo(Bytes));
    }

    [Test]
    public async Task A_name_that_another_put_took_stays_taken_also_when_the_answer_is_lost()
    {
        await _container.Store().PutBytesAsync(Key, [1, 2, 3]);
        int answers = 0;
        Inspect(piece => !piece.FromClient && Interlocked.Increment(ref answers) == 1 ? ProxyFate.Cut : ProxyFate.Pass);
        Assert.That(() => _store.PutBytesAsync(Key, Bytes), Throws.TypeOf<ImageStoreException>().With.Message.Contains("never replaces one"));
        Assert.That(await _container.Store().ReadBytesAsync(Key), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task A_put_that_is_cancelled_while_the_server_answers_leaves_nothing()
    {
        using CancellationTokenSource cancellation = new();
        int answers = 0;
        Inspect(piece =>
        {
            if (piece.FromClient || Interlocked.Increment(ref answers) > 1)
                return ProxyFate.Pass;
            cancellation.Cancel();
            return ProxyFate.Cut;
        });
        using MemoryStream source = new(Bytes);
        Assert.That(() => _store.PutAsync(Key, source, reproducible: false, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await _container.NamesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_server_that_is_always_out_of_order_is_given_up_after_the_retries_of_the_SDK()
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
        AzureBlobStore store = OpenThroughProxy(options => options.ClientOptions!.Retry.MaxRetries = 2);
        Assert.That(
            () => store.PutBytesAsync(Key, [1, 2, 3]),
            Throws.TypeOf<ImageStoreException>().With.Message.Contains("503").And.Message.Contains("testing 7").And.Message.Contains("ClientOptions.Retry.MaxRetries"));
        Assert.That(puts, Is.EqualTo(3));
        Assert.That(await _container.NamesAsync(), Is.Empty);
    }

    [Test]
    public void A_server_that_stays_silent_is_given_up()
    {
        using ManualResetEventSlim end = new();
        _proxy.Inspect = async _ =>
        {
            await Task.Run(end.Wait);
            return ProxyFate.Cut;
        };
        AzureBlobStore store = OpenThroughProxy(options => (options.ClientOptions!.Retry.MaxRetries, options.ClientOptions.Retry.NetworkTimeout) = (0, TimeSpan.FromMilliseconds(200)));
        try
        {
            Assert.That(() => store.OpenAsync(Key), Throws.TypeOf<ImageStoreException>().With.Message.Contains("NetworkTimeout"));
        }
        finally
        {
            end.Set();
        }
    }

    [Test]
    public async Task A_read_that_is_cut_goes_on_where_it_was()
    {
        await _container.Store().PutBytesAsync(Key, Bytes);
        Inspect(piece => piece is { FromClient: false, Connection: <= 3, Offset: > 150_000 } ? ProxyFate.Cut : ProxyFate.Pass);
        Assert.That(await _store.ReadBytesAsync(Key), Is.EqualTo(Bytes));
        Assert.That(_proxy.Connections, Is.EqualTo(4));
    }

    [Test]
    public async Task A_read_that_is_cut_after_the_file_was_touched_goes_on_where_it_was()
    {
        await _container.Store().PutBytesAsync(Key, Bytes);
        Inspect(piece => piece is { FromClient: false, Connection: 1, Offset: > 150_000 } ? ProxyFate.Cut : ProxyFate.Pass);
        await using Stream file = await _store.OpenAsync(Key);
        await _container.Store().TouchAsync(Key);
        byte[] seen = new byte[Bytes.Length];
        await file.ReadExactlyAsync(seen);
        Assert.That(seen, Is.EqualTo(Bytes));
    }

    [Test]
    public async Task A_source_that_can_seek_and_breaks_off_is_not_read_again()
    {
        using BrokenFile source = new(Bytes);
        Assert.That(() => _store.PutAsync(Key, source, reproducible: false), Throws.TypeOf<IOException>().With.Message.EqualTo("The disk is broken."));
        Assert.That(_proxy.Connections, Is.EqualTo(1));
        Assert.That(await _container.NamesAsync(), Is.Empty);
    }

    private void Inspect(Func<ProxyPiece, ProxyFate> decide) => _proxy.Inspect = piece => ValueTask.FromResult(decide(piece));

    private AzureBlobStore OpenThroughProxy(Action<AzureBlobStoreOptions>? configure = null) => _container.Store(options =>
    {
        options.ConnectionString = _container.ConnectionStringOn(_proxy.Port);
        configure?.Invoke(options);
    });

    private sealed class BrokenFile(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < 300_000 ? base.ReadAsync(buffer, cancellationToken) : throw new IOException("The disk is broken.");
    }
}
