namespace ImageAttach.Tests.Support;

/// <summary>A stream that fails once all of it was read and it is read again, as something that went meanwhile does.</summary>
internal sealed class InterruptedStream(byte[] content, Exception failure) : MemoryStream(content, writable: false)
{
    private bool _isGone;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Seen(base.Read(buffer));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        Seen(1);
        return base.CopyToAsync(destination, bufferSize, cancellationToken);
    }

    private int Seen(int read)
    {
        if (_isGone)
            throw failure;
        _isGone = Position == Length;
        return read;
    }
}
