namespace ImageAttach.Stores.Sandbox;

/// <summary>A stream that can't seek, whose first byte was read to see whether there is one. Gives that byte first.</summary>
internal sealed class PeekedStream(byte first, Stream rest) : ReadingStream
{
    private bool _isFirstRead;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isFirstRead || buffer.IsEmpty)
            return rest.ReadAsync(buffer, cancellationToken);
        buffer.Span[0] = first;
        _isFirstRead = true;
        return ValueTask.FromResult(1);
    }

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
}
