using System.Buffers;

namespace ImageAttach.Imaging;

/// <summary>A file in the making, in memory of the shared pool: it grows without leaving its former selves to the garbage collector.</summary>
/// <remarks>Large arrays that live for a moment cost a full collection every few thumbnails, which stops all threads.</remarks>
internal sealed class PooledBytes : Stream
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(32 * 1024);
    private int _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>What is written so far.</summary>
    public Span<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Room behind what is written, to be written to and then added by <see cref="Advance"/>.</summary>
    public Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
            Grow(checked(_length + count));
        return _bytes.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        buffer.CopyTo(Room(buffer.Length));
        Advance(buffer.Length);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
        base.Dispose(disposing);
    }

    private void Grow(int minLength)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(minLength, _bytes.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
