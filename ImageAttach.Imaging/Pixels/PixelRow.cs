using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageAttach.Imaging;

/// <summary>Operations on rows of pixels, many pixels at once.</summary>
internal static class PixelRow
{
    private const int VectorLength = 16;

    // An index beyond the vector, for which a shuffle gives zero.
    private const byte N = 255;

    /// <summary>Copies one of the four bytes of each pixel.</summary>
    public static void ExtractChannel(ReadOnlySpan<byte> pixels, int index, Span<byte> plane)
    {
        int shift = index * 8;
        ReadOnlySpan<uint> packed = MemoryMarshal.Cast<byte, uint>(pixels)[..plane.Length];
        ref uint from = ref MemoryMarshal.GetReference(packed);
        ref byte to = ref MemoryMarshal.GetReference(plane);
        Vector256<uint> low = Vector256.Create(0xFFu);
        int x = 0;
        for (; x + VectorLength <= plane.Length; x += VectorLength)
        {
            Vector256<uint> first = Vector256.ShiftRightLogical(Vector256.LoadUnsafe(ref from, (nuint)x), shift) & low;
            Vector256<uint> second = Vector256.ShiftRightLogical(Vector256.LoadUnsafe(ref from, (nuint)x + 8), shift) & low;
            Vector256<ushort> words = Vector256.Narrow(first, second);
            Vector128.Narrow(words.GetLower(), words.GetUpper()).StoreUnsafe(ref to, (nuint)x);
        }

        for (; x < plane.Length; x++)
            plane[x] = (byte)(packed[x] >> shift);
    }

    /// <summary>Splits pixels of three bytes into planes.</summary>
    public static void DeinterleaveRgb(ReadOnlySpan<byte> pixels, byte[] red, byte[] green, byte[] blue)
    {
        ref byte from = ref MemoryMarshal.GetReference(pixels[..(red.Length * 3)]);
        int x = 0;
        for (; x + 16 <= red.Length; x += 16)
        {
            Vector128<byte> a = Vector128.LoadUnsafe(ref from, (nuint)(x * 3));
            Vector128<byte> b = Vector128.LoadUnsafe(ref from, (nuint)(x * 3) + 16);
            Vector128<byte> c = Vector128.LoadUnsafe(ref from, (nuint)(x * 3) + 32);
            (Vector128.Shuffle(a, Vector128.Create((byte)0, 3, 6, 9, 12, 15, N, N, N, N, N, N, N, N, N, N))
                | Vector128.Shuffle(b, Vector128.Create(N, N, N, N, N, N, 2, 5, 8, 11, 14, N, N, N, N, N))
                | Vector128.Shuffle(c, Vector128.Create(N, N, N, N, N, N, N, N, N, N, N, 1, 4, 7, 10, 13))).CopyTo(red, x);
            (Vector128.Shuffle(a, Vector128.Create((byte)1, 4, 7, 10, 13, N, N, N, N, N, N, N, N, N, N, N))
                | Vector128.Shuffle(b, Vector128.Create(N, N, N, N, N, 0, 3, 6, 9, 12, 15, N, N, N, N, N))
                | Vector128.Shuffle(c, Vector128.Create(N, N, N, N, N, N, N, N, N, N, N, 2, 5, 8, 11, 14))).CopyTo(green, x);
            (Vector128.Shuffle(a, Vector128.Create((byte)2, 5, 8, 11, 14, N, N, N, N, N, N, N, N, N, N, N))
                | Vector128.Shuffle(b, Vector128.Create(N, N, N, N, N, 1, 4, 7, 10, 13, N, N, N, N, N, N))
                | Vector128.Shuffle(c, Vector128.Create(N, N, N, N, N, N, N, N, N, N, 0, 3, 6, 9, 12, 15))).CopyTo(blue, x);
        }

        for (; x < red.Length; x++)
            (red[x], green[x], blue[x]) = (pixels[x * 3], pixels[(x * 3) + 1], pixels[(x * 3) + 2]);
    }

    /// <summary>Multiplies a row of a plane by alpha.</summary>
    public static void Premultiply(Span<byte> plane, ReadOnlySpan<byte> alpha)
    {
        int x = 0;
        for (; x + 16 <= plane.Length; x += 16)
        {
            (Vector128<byte> c, Vector128<byte> a) = (Vector128.LoadUnsafe(ref plane[x]), Vector128.LoadUnsafe(in alpha[x]));
            Vector128<ushort> low = Scaled(Vector128.WidenLower(c) * Vector128.WidenLower(a));
            Vector128<ushort> high = Scaled(Vector128.WidenUpper(c) * Vector128.WidenUpper(a));
            Vector128.Narrow(low, high).StoreUnsafe(ref plane[x]);
        }

        for (; x < plane.Length; x++)
            plane[x] = (byte)(((plane[x] * alpha[x]) + 127) / 255);

        // Divided by 255 and rounded, without dividing.
        static Vector128<ushort> Scaled(Vector128<ushort> product)
        {
            Vector128<ushort> rounded = product + Vector128.Create((ushort)128);
            return (rounded + (rounded >>> 8)) >>> 8;
        }
    }
}
