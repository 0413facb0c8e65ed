namespace ImageAttach.Testing;

/// <summary>A stream as web servers give it: it can't seek, has no length, is read asynchronously only, and gives what has come so far.</summary>
internal sealed class RequestBodyStream(byte[] bytes, int chunkSize = 1_000) : Stream
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _position;

    /// <summary>Where it fails; default: nowhere.</summary>
    public int? FailAt { get; init; }

    /// <summary>Where it waits for <see cref="GoOn"/>; default: nowhere.</summary>
    public int? PauseAt { get; init; }

    /// <summary>Ends when it waits.</summary>
    public Task Reached => _reached.Task;

    public bool IsDisposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void GoOn() => _goOn.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        if (_position >= PauseAt)
        {
            _reached.TrySetResult();
            await _goOn.Task.ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (_position >= FailAt)
            throw new IOException("The source broke off.");
        int read = Math.Min(Math.Min(buffer.Length, chunkSize), bytes.Length - _position);
        bytes.AsMemory(_position, read).CopyTo(buffer);
        _position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new InvalidOperationException("The stream is read asynchronously only, as web servers demand of the bodies of requests.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
