using System.Buffers.Binary;

namespace ImageAttach.Imaging.Containers;

/// <summary>Walks forward through a file with a small buffer, however large the file is and however few bytes each read returns.</summary>
/// <remarks>Every method throws <see cref="EndOfStreamException"/> where the file ends too early.</remarks>
internal sealed class FileCursor
{
    private const int MaxBufferLength = 16 * 1024;

    private readonly Stream _stream;
    private readonly long _start;
    private readonly byte[] _buffer;
    private int _next;
    private int _filled;
    private long _bufferStart;

    /// <summary>Begins where the stream stands.</summary>
    /// <param name="stream">A stream that can seek.</param>
    public FileCursor(Stream stream)
    {
        _stream = stream;
        _start = stream.Position;
        Length = Math.Max(0, stream.Length - _start);
        _buffer = new byte[Math.Clamp(Length, 1, MaxBufferLength)];
    }

    /// <summary>The file's bytes, from where the cursor began.</summary>
    public long Length { get; }

    /// <summary>How many bytes lie behind.</summary>
    public long Position => _bufferStart + _next;

    public byte ReadByte()
    {
        if (_next == _filled)
            Fill();
        return _buffer[_next++];
    }

    public void Read(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            if (_next == _filled)
                Fill();
            int count = Math.Min(destination.Length, _filled - _next);
            _buffer.AsSpan(_next, count).CopyTo(destination);
            _next += count;
            destination = destination[count..];
        }
    }

    public byte[] Read(int count)
    {
        if (count > Length - Position)
            throw new EndOfStreamException();
        byte[] bytes = new byte[count];
        Read(bytes);
        return bytes;
    }

    public int ReadUInt16BigEndian()
    {
        Span<byte> bytes = stackalloc byte[2];
        Read(bytes);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    public int ReadUInt16LittleEndian()
    {
        Span<byte> bytes = stackalloc byte[2];
        Read(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint ReadUInt32BigEndian()
    {
        Span<byte> bytes = stackalloc byte[4];
        Read(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    public uint ReadUInt32LittleEndian()
    {
        Span<byte> bytes = stackalloc byte[4];
        Read(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public void Skip(long count) => MoveTo(Position + count);

    /// <summary>Goes to a place in the file, at most its end.</summary>
    public void MoveTo(long position)
    {
        if (position > Length)
            throw new EndOfStreamException();
        if (position >= _bufferStart && position - _bufferStart <= _filled)
        {
            _next = (int)(position - _bufferStart);
            return;
        }

        _bufferStart = position;
        _next = _filled = 0;
    }

    /// <summary>Goes behind the next byte of this value.</summary>
    public void SkipPast(byte value)
    {
        while (true)
        {
            if (_next == _filled)
                Fill();
            int found = _buffer.AsSpan(_next, _filled - _next).IndexOf(value);
            if (found >= 0)
            {
                _next += found + 1;
                return;
            }

            _next = _filled;
        }
    }

    private void Fill()
    {
        _bufferStart += _filled;
        _next = _filled = 0;
        // Sought every time, because a skip moves the cursor and not the stream.
        _stream.Position = _start + _bufferStart;
        _filled = _stream.Read(_buffer);
        if (_filled == 0)
            throw new EndOfStreamException();
    }
}
