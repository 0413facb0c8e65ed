using System.Runtime.InteropServices;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Memory that the decoder writes to, freed at once when done with.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private readonly nuint _length;
    private void* _start;

    /// <summary>Takes memory, all zero so that no earlier content shows where a broken file leaves gaps.</summary>
    /// <param name="length">The bytes needed.</param>
    /// <exception cref="OutOfMemoryException">There is no more.</exception>
    public NativeBuffer(long length)
    {
        _length = checked((nuint)length);
        // Freed as soon as possible, so the garbage collector needn't know of it: it would only collect more often.
        _start = NativeMemory.AllocZeroed(_length);
    }

    ~NativeBuffer() => Free();

    public IntPtr Pointer => (IntPtr)_start;

    public ReadOnlySpan<byte> Slice(long start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((nuint)(start + count), _length);
        return new ReadOnlySpan<byte>((byte*)_start + start, count);
    }

    /// <summary>Copies all of it into another of the same length.</summary>
    public void CopyTo(NativeBuffer other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other._length, _length);
        NativeMemory.Copy(_start, other._start, _length);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_start is null)
            return;
        NativeMemory.Free(_start);
        _start = null;
    }
}
