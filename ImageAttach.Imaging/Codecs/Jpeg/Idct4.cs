using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The inverse DCT of 4×4 coefficients.</summary>
internal static class Idct4
{
    /// <param name="block">The coefficients, transposed. They are cleared.</param>
    /// <param name="dequantization">What coefficients are multiplied by, including the scale of the transform.</param>
    /// <param name="pixels">The first pixel.</param>
    /// <param name="stride">The distance between rows.</param>
    public static void Transform(Span<short> block, float[] dequantization, Span<byte> pixels, int stride)
    {
        ref short coefficients = ref MemoryMarshal.GetReference(block[..16]);
        ref float factors = ref MemoryMarshal.GetArrayDataReference(dequantization);
        Vector256<short> low = Vector256.LoadUnsafe(ref coefficients);
        (Vector256<int> first, Vector256<int> second) = (Vector256.WidenLower(low), Vector256.WidenUpper(low));
        Vector128<float> r0 = Vector128.ConvertToSingle(first.GetLower()) * Vector128.LoadUnsafe(ref factors);
        Vector128<float> r1 = Vector128.ConvertToSingle(first.GetUpper()) * Vector128.LoadUnsafe(ref factors, 4);
        Vector128<float> r2 = Vector128.ConvertToSingle(second.GetLower()) * Vector128.LoadUnsafe(ref factors, 8);
        Vector128<float> r3 = Vector128.ConvertToSingle(second.GetUpper()) * Vector128.LoadUnsafe(ref factors, 12);
        Vector256<short>.Zero.StoreUnsafe(ref coefficients);
        Pass(ref r0, ref r1, ref r2, ref r3);
        Transposer.Transpose4x4(ref r0, ref r1, ref r2, ref r3);
        Pass(ref r0, ref r1, ref r2, ref r3);
        ref byte pixel = ref MemoryMarshal.GetReference(pixels[..((3 * stride) + 4)]);
        Store(ref pixel, r0);
        Store(ref Unsafe.Add(ref pixel, stride), r1);
        Store(ref Unsafe.Add(ref pixel, 2 * stride), r2);
        Store(ref Unsafe.Add(ref pixel, 3 * stride), r3);

        static void Store(ref byte pixel, Vector128<float> row)
        {
            Vector128<float> clamped = Vector128.Min(Vector128.Max(row + Vector128.Create(128.5f), Vector128<float>.Zero), Vector128.Create(255f));
            Vector128<short> words = Vector128.Narrow(Vector128.ConvertToInt32Native(clamped), Vector128<int>.Zero);
            Unsafe.WriteUnaligned(ref pixel, Vector128.Narrow(words.AsUInt16(), Vector128<ushort>.Zero).AsUInt32().ToScalar());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(ref Vector128<float> f0, ref Vector128<float> f1, ref Vector128<float> f2, ref Vector128<float> f3)
    {
        const float High = 0.65328148f; // √½ cos π/8
        const float Low = 0.27059805f;  // √½ cos 3π/8
        Vector128<float> half = Vector128.Create(0.5f);
        (Vector128<float> sum, Vector128<float> difference) = ((f0 + f2) * half, (f0 - f2) * half);
        Vector128<float> outer = (f1 * Vector128.Create(High)) + (f3 * Vector128.Create(Low));
        Vector128<float> inner = (f1 * Vector128.Create(Low)) - (f3 * Vector128.Create(High));
        (f0, f1, f2, f3) = (sum + outer, difference + inner, difference - inner, sum - outer);
    }
}
