using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The inverse DCT of 8×8 coefficients.</summary>
internal static class Idct8
{
    /// <param name="block">The coefficients, transposed. They are cleared.</param>
    /// <param name="dequantization">What coefficients are multiplied by, including the scale of the transform.</param>
    /// <param name="pixels">The first pixel.</param>
    /// <param name="stride">The distance between rows.</param>
    public static void Transform(Span<short> block, float[] dequantization, Span<byte> pixels, int stride)
    {
        ref short coefficients = ref MemoryMarshal.GetReference(block[..64]);
        ref float factors = ref MemoryMarshal.GetArrayDataReference(dequantization);
        Matrix8x8 rows;
        rows.R0 = Load(ref coefficients, ref factors, 0);
        rows.R1 = Load(ref coefficients, ref factors, 8);
        rows.R2 = Load(ref coefficients, ref factors, 16);
        rows.R3 = Load(ref coefficients, ref factors, 24);
        rows.R4 = Load(ref coefficients, ref factors, 32);
        rows.R5 = Load(ref coefficients, ref factors, 40);
        rows.R6 = Load(ref coefficients, ref factors, 48);
        rows.R7 = Load(ref coefficients, ref factors, 56);
        block[..64].Clear();
        Pass(ref rows);
        Transposer.Transpose8x8(ref rows);
        Pass(ref rows);
        ref byte pixel = ref MemoryMarshal.GetReference(pixels[..((7 * stride) + 8)]);
        Store(ref pixel, rows.R0);
        Store(ref Unsafe.Add(ref pixel, stride), rows.R1);
        Store(ref Unsafe.Add(ref pixel, 2 * stride), rows.R2);
        Store(ref Unsafe.Add(ref pixel, 3 * stride), rows.R3);
        Store(ref Unsafe.Add(ref pixel, 4 * stride), rows.R4);
        Store(ref Unsafe.Add(ref pixel, 5 * stride), rows.R5);
        Store(ref Unsafe.Add(ref pixel, 6 * stride), rows.R6);
        Store(ref Unsafe.Add(ref pixel, 7 * stride), rows.R7);

        static Vector256<float> Load(ref short coefficients, ref float factors, nuint at)
        {
            Vector128<short> row = Vector128.LoadUnsafe(ref coefficients, at);
            Vector256<int> wide = Vector256.Create(Vector128.WidenLower(row), Vector128.WidenUpper(row));
            return Vector256.ConvertToSingle(wide) * Vector256.LoadUnsafe(ref factors, at);
        }

        static void Store(ref byte pixel, Vector256<float> row) =>
            Unsafe.WriteUnaligned(ref pixel, PixelVector.ToBytes(row + Vector256.Create(128.5f)));
    }

    // The algorithm of Arai, Agui and Nakajima, as in libjpeg's floating-point transform.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(ref Matrix8x8 f)
    {
        Vector256<float> root2 = Vector256.Create(1.41421356f);
        (Vector256<float> e0, Vector256<float> e1) = (f.R0 + f.R4, f.R0 - f.R4);
        Vector256<float> e3 = f.R2 + f.R6;
        Vector256<float> e2 = ((f.R2 - f.R6) * root2) - e3;
        (Vector256<float> t0, Vector256<float> t3, Vector256<float> t1, Vector256<float> t2) = (e0 + e3, e0 - e3, e1 + e2, e1 - e2);

        (Vector256<float> z13, Vector256<float> z10, Vector256<float> z11, Vector256<float> z12) = (f.R5 + f.R3, f.R5 - f.R3, f.R1 + f.R7, f.R1 - f.R7);
        Vector256<float> t7 = z11 + z13;
        Vector256<float> o11 = (z11 - z13) * root2;
        Vector256<float> z5 = (z10 + z12) * Vector256.Create(1.84775907f);
        Vector256<float> o10 = z5 - (z12 * Vector256.Create(1.08239220f));
        Vector256<float> o12 = z5 - (z10 * Vector256.Create(2.61312593f));
        Vector256<float> t6 = o12 - t7;
        Vector256<float> t5 = o11 - t6;
        Vector256<float> t4 = o10 - t5;
        (f.R0, f.R7) = (t0 + t7, t0 - t7);
        (f.R1, f.R6) = (t1 + t6, t1 - t6);
        (f.R2, f.R5) = (t2 + t5, t2 - t5);
        (f.R3, f.R4) = (t3 + t4, t3 - t4);
    }
}
