namespace ImageAttach.Stores.Sandbox;

/// <summary>A stream that can't seek, whose first byte was read to see whether there is one. Gives that byte first.</summary>
internal sealed class PeekedStream(byte first, Stream rest) : Stream
{
    private bool _given;

    public override bool CanRead => rest.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        TryGive(buffer.AsSpan(offset, count)) ? 1 : rest.Read(buffer, offset, count);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        TryGive(buffer.Span) ? ValueTask.FromResult(1) : rest.ReadAsync(buffer, cancellationToken);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await rest.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            rest.Dispose();
        base.Dispose(disposing);
    }

    private bool TryGive(Span<byte> buffer)
    {
        if (_given || buffer.IsEmpty)
            return false;
        buffer[0] = first;
        _given = true;
        return true;
    }
}
