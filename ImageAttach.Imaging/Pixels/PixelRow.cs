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
        var shift = which * 8;
        var packed = MemoryMarshal.Cast<byte, uint>(pixels)[..plane.Length];
        ref var from = ref MemoryMarshal.GetReference(packed);
        ref var to = ref MemoryMarshal.GetReference(plane);
        var low = Vector256.Create(0xFFu);
        var x = 0;
        for (; x + AtOnce <= plane.Length; x += AtOnce)
        {
            var first = Vector256.ShiftRightLogical(Vector256.LoadUnsafe(ref from, (nuint)x), shift) & low;
            var second = Vector256.ShiftRightLogical(Vector256.LoadUnsafe(ref from, (nuint)x + 8), shift) & low;
            var words = Vector256.Narrow(first, second);
            Vector128.Narrow(words.GetLower(), words.GetUpper()).StoreUnsafe(ref to, (nuint)x);
        }

        for (; x < plane.Length; x++)
            plane[x] = (byte)(packed[x] >> shift);
    }
}
