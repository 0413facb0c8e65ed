using System.Buffers.Binary;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Writes a JPEG's segments and bits into memory that grows.</summary>
internal sealed class JpegWriter : IDisposable
{
    // Eight bytes, each of which may need a zero behind it.
    private const int MaxFlushLength = 16;

    private readonly PooledBytes _bytes = new();
    private ulong _bits; // from the highest down
    private int _count;

    public byte[] ToArray() => _bytes.Written.ToArray();

    public void Marker(byte marker) => _bytes.Write([0xFF, marker]);

    public void Segment(byte marker, params ReadOnlySpan<byte> content)
    {
        Marker(marker);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(content.Length + 2));
        _bytes.Write(length);
        _bytes.Write(content);
    }

    /// <param name="bits">The bits, and nothing above them.</param>
    /// <param name="count">How many: up to 32.</param>
    public void Bits(uint bits, int count)
    {
        if (_count + count > 64)
            FlushBytes();
        _bits |= (ulong)bits << (64 - count - _count);
        _count += count;
    }

    /// <summary>Fills the last byte with ones.</summary>
    public void Finish()
    {
        FlushBytes();
        if (_count > 0)
        {
            _bits |= ulong.MaxValue >> _count;
            _count = 8;
            FlushBytes();
        }

        _bits = 0;
    }

    public void Dispose() => _bytes.Dispose();

    private void FlushBytes()
    {
        Span<byte> room = _bytes.Room(MaxFlushLength);
        int written = 0;
        for (; _count >= 8; _count -= 8, _bits <<= 8)
        {
            byte next = (byte)(_bits >> 56);
            room[written++] = next;
            if (next == 0xFF)
                room[written++] = 0;
        }

        _bytes.Advance(written);
    }
}
