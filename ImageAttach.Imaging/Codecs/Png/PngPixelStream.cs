namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>The compressed pixels of a PNG, which lie in pieces, as one stream.</summary>
internal sealed class PngPixelStream(ReadOnlyMemory<byte> file, IReadOnlyList<Range> pieces) : Stream
{
    private int _next;
    private ReadOnlyMemory<byte> _remaining;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_remaining.IsEmpty && _next < pieces.Count)
            _remaining = file[pieces[_next++]];
        int count = Math.Min(buffer.Length, _remaining.Length);
        _remaining.Span[..count].CopyTo(buffer);
        _remaining = _remaining[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
