using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageAttach.Imaging;

/// <summary>Rows of pixels of four bytes.</summary>
internal static class PixelRow
{
    private const int AtOnce = 16;

    /// <summary>Takes one of each pixel's four bytes.</summary>
    public static void Pick(ReadOnlySpan<byte> pixels, int which, Span<byte> plane)
    {
        int shift = which * 8;
        ReadOnlySpan<uint> packed = MemoryMarshal.Cast<byte, uint>(pixels)[..plane.Length];
        ref uint from = ref MemoryMarshal.GetReference(packed);
        ref byte to = ref MemoryMarshal.GetReference(plane);
        Vector256<uint> low = Vector256.Create(0xFFu);
        int x = 0;
        for (; x + AtOnce <= plane.Length; x += AtOnce)
        {
            Vector256<uint> first = Vector256.ShiftRightLogical(Vector256.LoadUnsafe(ref from, (nuint)x), shift) & low;
            Vector256<uint> second = Vector256.ShiftRightLogical(Vector256.LoadUnsafe(ref from, (nuint)x + 8), shift) & low;
            Vector256<ushort> words = Vector256.Narrow(first, second);
            Vector128.Narrow(words.GetLower(), words.GetUpper()).StoreUnsafe(ref to, (nuint)x);
        }

        for (; x < plane.Length; x++)
            plane[x] = (byte)(packed[x] >> shift);
    }
}
