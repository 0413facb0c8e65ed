using System.Buffers.Binary;
using Wasmtime;

namespace ImageAttach.WebAssembly;

/// <summary>A file system with one file, which can only be read.</summary>
/// <param name="memory">The memory of the program that uses it.</param>
internal sealed class GuestFileSystem(Memory memory)
{
    /// <summary>The path of the file.</summary>
    public const string Path = "/image";

    /// <summary>WASI's number for a file that isn't open.</summary>
    public const int BadFile = 8;

    private const int NoSuchFile = -44;
    private const int FirstDescriptor = 3;
    private const int StatusLength = 96;
    private const int ModeField = 4;
    private const int SizeField = 24;
    private const int ReadOnlyRegularFile = 0x8124;
    private const int Success = 0;
    private const int InvalidArgument = 28;

    // The positions in the open files, by descriptor; null when one is closed.
    private readonly List<long?> _positions = [];

    /// <summary>Gets or sets the file.</summary>
    public ReadOnlyMemory<byte> Content { get; set; }

    /// <returns>A descriptor, or a negative error.</returns>
    public int Open(string path)
    {
        if (path != Path)
            return NoSuchFile;
        _positions.Add(0);
        return FirstDescriptor + _positions.Count - 1;
    }

    public int WriteStatus(string path, int address) => path == Path ? WriteStatus(address) : NoSuchFile;

    public int WriteStatus(int address)
    {
        Span<byte> status = memory.GetSpan(address, StatusLength);
        status.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(status[ModeField..], ReadOnlyRegularFile);
        BinaryPrimitives.WriteInt64LittleEndian(status[SizeField..], Content.Length);
        return Success;
    }

    /// <param name="descriptor">The open file.</param>
    /// <param name="buffers">Pairs of address and length.</param>
    /// <param name="bufferCount">The number of pairs.</param>
    /// <param name="readCount">Receives the number of bytes read.</param>
    public int Read(int descriptor, int buffers, int bufferCount, int readCount)
    {
        if (PositionOf(descriptor) is not { } position)
            return BadFile;
        long start = position;
        for (int i = 0; i < bufferCount; i++)
            position += Read(position, memory.ReadInt32(buffers + (8 * i)), memory.ReadInt32(buffers + (8 * i) + 4));
        memory.WriteInt32(readCount, (int)(position - start));
        _positions[descriptor - FirstDescriptor] = position;
        return Success;
    }

    public int Seek(int descriptor, int offset, int origin, int result)
    {
        if (PositionOf(descriptor) is not { } position)
            return BadFile;
        long target = offset + (origin switch { 0 => 0, 1 => position, _ => Content.Length });
        if (target < 0)
            return InvalidArgument;
        _positions[descriptor - FirstDescriptor] = target;
        memory.WriteInt64(result, target);
        return Success;
    }

    public int Close(int descriptor)
    {
        if (PositionOf(descriptor) is null)
            return BadFile;
        _positions[descriptor - FirstDescriptor] = null;
        return Success;
    }

    private int Read(long position, int address, int length)
    {
        ReadOnlySpan<byte> rest = Content.Span[(int)Math.Min(position, Content.Length)..];
        int count = Math.Min(length, rest.Length);
        rest[..count].CopyTo(memory.GetSpan(address, count));
        return count;
    }

    private long? PositionOf(int descriptor)
    {
        int index = descriptor - FirstDescriptor;
        return index >= 0 && index < _positions.Count ? _positions[index] : null;
    }
}
