using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The forward DCT: computes the quantized coefficients of 8×8 pixels.</summary>
internal sealed class ForwardDct
{
    private static readonly byte[] ZigZagIndex = CreateZigZagIndex();

    private readonly float[] _factors = new float[64];
    private readonly short[] _coefficients = new short[64];

    /// <param name="quantization">The quantization table, row by row.</param>
    public ForwardDct(byte[] quantization)
    {
        for (int i = 0; i < 64; i++)
        {
            (int across, int down) = (i & 7, i >> 3);
            _factors[(across * 8) + down] = (float)(1 / (quantization[i] * Aan(across) * Aan(down) * 8));
        }

        // The algorithm of Arai, Agui and Nakajima leaves these factors to the quantization.
        static double Aan(int k) => k == 0 ? 1 : Math.Cos(k * Math.PI / 16) * Math.Sqrt(2);
    }

    /// <summary>Transforms a block.</summary>
    /// <param name="pixels">The first pixel, followed by at least seven rows and eight pixels.</param>
    /// <param name="stride">The distance between rows.</param>
    /// <param name="zigZag">Receives the coefficients that aren't zero, in zigzag order.</param>
    /// <returns>A bit for each coefficient that isn't zero.</returns>
    public ulong Transform(ReadOnlySpan<byte> pixels, int stride, Span<short> zigZag)
    {
        ref byte pixel = ref MemoryMarshal.GetReference(pixels[..((7 * stride) + 8)]);
        Matrix8x8 rows;
        rows.R0 = Load(ref pixel, 0);
        rows.R1 = Load(ref pixel, stride);
        rows.R2 = Load(ref pixel, 2 * stride);
        rows.R3 = Load(ref pixel, 3 * stride);
        rows.R4 = Load(ref pixel, 4 * stride);
        rows.R5 = Load(ref pixel, 5 * stride);
        rows.R6 = Load(ref pixel, 6 * stride);
        rows.R7 = Load(ref pixel, 7 * stride);
        Pass(ref rows);
        Transposer.Transpose8x8(ref rows);
        Pass(ref rows);
        ulong isSet = Quantize(rows.R0, rows.R1, 0) | (ulong)Quantize(rows.R2, rows.R3, 16) << 16
            | (ulong)Quantize(rows.R4, rows.R5, 32) << 32 | (ulong)Quantize(rows.R6, rows.R7, 48) << 48;
        return ReorderToZigZag(isSet, zigZag);

        static Vector256<float> Load(ref byte pixel, int at) => PixelVector.ToSingles(ref Unsafe.Add(ref pixel, at)) - Vector256.Create(128f);
    }

    private uint Quantize(Vector256<float> first, Vector256<float> second, int at)
    {
        ref float factors = ref MemoryMarshal.GetArrayDataReference(_factors);
        Vector256<int> low = Vector256.ConvertToInt32Native(Vector256.Round(first * Vector256.LoadUnsafe(ref factors, (nuint)at)));
        Vector256<int> high = Vector256.ConvertToInt32Native(Vector256.Round(second * Vector256.LoadUnsafe(ref factors, (nuint)at + 8)));
        Vector256<short> both = Vector256.Narrow(low, high);
        both.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(_coefficients), (nuint)at);
        Vector256<short> isSet = ~Vector256.Equals(both, Vector256<short>.Zero);
        return isSet.ExtractMostSignificantBits();
    }

    // Few coefficients of a block aren't zero, so iterating over those is faster.
    private ulong ReorderToZigZag(ulong isSet, Span<short> zigZag)
    {
        ulong set = 0;
        for (; isSet != 0; isSet &= isSet - 1)
        {
            int at = BitOperations.TrailingZeroCount(isSet);
            int index = ZigZagIndex[at];
            zigZag[index] = _coefficients[at];
            set |= 1UL << index;
        }

        return set;
    }

    private static byte[] CreateZigZagIndex()
    {
        byte[] zigZagIndex = new byte[64];
        for (byte k = 0; k < 64; k++)
            zigZagIndex[ZigZag.Transposed(k)] = k;
        return zigZagIndex;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(ref Matrix8x8 d)
    {
        (Vector256<float> t0, Vector256<float> t7, Vector256<float> t1, Vector256<float> t6) = (d.R0 + d.R7, d.R0 - d.R7, d.R1 + d.R6, d.R1 - d.R6);
        (Vector256<float> t2, Vector256<float> t5, Vector256<float> t3, Vector256<float> t4) = (d.R2 + d.R5, d.R2 - d.R5, d.R3 + d.R4, d.R3 - d.R4);
        (Vector256<float> e0, Vector256<float> e3, Vector256<float> e1, Vector256<float> e2) = (t0 + t3, t0 - t3, t1 + t2, t1 - t2);
        Vector256<float> half = Vector256.Create(0.70710678f);
        Vector256<float> z1 = (e2 + e3) * half;
        (d.R0, d.R4, d.R2, d.R6) = (e0 + e1, e0 - e1, e3 + z1, e3 - z1);

        (Vector256<float> o0, Vector256<float> o1, Vector256<float> o2) = (t4 + t5, t5 + t6, t6 + t7);
        Vector256<float> z5 = (o0 - o2) * Vector256.Create(0.38268343f);
        Vector256<float> z2 = (o0 * Vector256.Create(0.54119610f)) + z5;
        Vector256<float> z4 = (o2 * Vector256.Create(1.30656296f)) + z5;
        Vector256<float> z3 = o1 * half;
        (Vector256<float> z11, Vector256<float> z13) = (t7 + z3, t7 - z3);
        (d.R5, d.R3, d.R1, d.R7) = (z13 + z2, z13 - z2, z11 + z4, z11 - z4);
    }
}
