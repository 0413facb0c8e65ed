using System.Buffers.Binary;

namespace ImageAttach.Imaging.Jpeg;

/// <summary>Writes a JPEG's segments and bits into memory that grows.</summary>
internal sealed class JpegWriter
{
    private byte[] _bytes = new byte[8192];
    private int _length;
    private ulong _bits; // from the highest down
    private int _count;

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    public void Marker(byte marker) => Bytes([0xFF, marker]);

    public void Segment(byte marker, params ReadOnlySpan<byte> content)
    {
        Marker(marker);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(content.Length + 2));
        Bytes(length);
        Bytes(content);
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
    }

    private void FlushBytes()
    {
        Reserve(16);
        for (; _count >= 8; _count -= 8, _bits <<= 8)
        {
            var next = (byte)(_bits >> 56);
            _bytes[_length++] = next;
            if (next == 0xFF)
                _bytes[_length++] = 0;
        }
    }

    private void Bytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
    }
}
