using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Turns a block's coefficients into a square of pixels: of 8, or at once reduced to 4, 2 or 1 a side.</summary>
/// <remarks>A reduced square is made of the low frequencies alone, which is both quicker and better than scaling the pixels.</remarks>
internal sealed class JpegTransform
{
    /// <summary>Room for the coefficients that count, and one place for all others.</summary>
    public const int BlockLength = 65;

    // Arai, Agui and Nakajima's transform leaves these factors to the quantization.
    private static readonly double[] AanFactors = [.. Enumerable.Range(0, 8).Select(k => k == 0 ? 1 : Math.Cos(k * Math.PI / 16) * Math.Sqrt(2))];

    private readonly float[] _factors;

    /// <param name="side">The square's side: 1, 2, 4 or 8.</param>
    /// <param name="quantization">What coefficients are multiplied with, in zigzag order.</param>
    public JpegTransform(int side, ushort[] quantization)
    {
        Side = side;
        _factors = new float[side * side];
        Places = new byte[128];
        Places.AsSpan().Fill(BlockLength - 1);
        for (int k = 0; k < 64; k++)
        {
            (int across, int down) = (ZigZag.Order[k] & 7, ZigZag.Order[k] >> 3);
            if (across >= side || down >= side)
                continue;
            // Changed over, so that one turning between the two passes is enough.
            int place = (across * side) + down;
            Places[k] = (byte)place;
            _factors[place] = (float)(quantization[k] * (side == 8 ? AanFactors[across] * AanFactors[down] / 8 : side / 8.0));
        }
    }

    public int Side { get; }

    /// <summary>Where in a block each coefficient belongs, in zigzag order; those beyond are put behind the block.</summary>
    public byte[] Places { get; }

    /// <summary>The pixel of a block reduced to one.</summary>
    public byte ToPixel(int first) => (byte)Math.Clamp((first * _factors[0]) + 128.5f, 0, 255);

    /// <summary>Turns a block into pixels, and clears it for the next.</summary>
    /// <param name="block">The coefficients, as <see cref="Places"/> puts them.</param>
    /// <param name="pixels">Where the square begins.</param>
    /// <param name="stride">How far its rows are apart.</param>
    public void ToPixels(Span<short> block, Span<byte> pixels, int stride)
    {
        switch (Side)
        {
            case 8:
                ToEight(block, pixels, stride);
                break;
            case 4:
                ToFour(block, pixels, stride);
                break;
            default:
                ToTwo(block, pixels, stride);
                break;
        }
    }

    private void ToTwo(Span<short> block, Span<byte> pixels, int stride)
    {
        // Orthonormal in both directions, which halves the sums.
        (float f00, float f10, float f01, float f11) = (block[0] * _factors[0], block[1] * _factors[1], block[2] * _factors[2], block[3] * _factors[3]);
        (float left, float right) = (f00 + f01, f00 - f01);
        (float slopeLeft, float slopeRight) = (f10 + f11, f10 - f11);
        pixels[0] = Pixel((left + slopeLeft) / 2);
        pixels[1] = Pixel((right + slopeRight) / 2);
        pixels[stride] = Pixel((left - slopeLeft) / 2);
        pixels[stride + 1] = Pixel((right - slopeRight) / 2);
        block[..4].Clear();

        static byte Pixel(float value) => (byte)Math.Clamp(value + 128.5f, 0, 255);
    }

    private void ToFour(Span<short> block, Span<byte> pixels, int stride)
    {
        ref short coefficients = ref MemoryMarshal.GetReference(block[..16]);
        ref float factors = ref MemoryMarshal.GetArrayDataReference(_factors);
        Vector256<short> low = Vector256.LoadUnsafe(ref coefficients);
        (Vector256<int> first, Vector256<int> second) = (Vector256.WidenLower(low), Vector256.WidenUpper(low));
        Vector128<float> r0 = Vector128.ConvertToSingle(first.GetLower()) * Vector128.LoadUnsafe(ref factors);
        Vector128<float> r1 = Vector128.ConvertToSingle(first.GetUpper()) * Vector128.LoadUnsafe(ref factors, 4);
        Vector128<float> r2 = Vector128.ConvertToSingle(second.GetLower()) * Vector128.LoadUnsafe(ref factors, 8);
        Vector128<float> r3 = Vector128.ConvertToSingle(second.GetUpper()) * Vector128.LoadUnsafe(ref factors, 12);
        Vector256<short>.Zero.StoreUnsafe(ref coefficients);
        FourPoint(ref r0, ref r1, ref r2, ref r3);
        Turning.Turn(ref r0, ref r1, ref r2, ref r3);
        FourPoint(ref r0, ref r1, ref r2, ref r3);
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
    private static void FourPoint(ref Vector128<float> f0, ref Vector128<float> f1, ref Vector128<float> f2, ref Vector128<float> f3)
    {
        const float High = 0.65328148f; // √½ cos π/8
        const float Low = 0.27059805f;  // √½ cos 3π/8
        Vector128<float> half = Vector128.Create(0.5f);
        (Vector128<float> sum, Vector128<float> difference) = ((f0 + f2) * half, (f0 - f2) * half);
        Vector128<float> outer = (f1 * Vector128.Create(High)) + (f3 * Vector128.Create(Low));
        Vector128<float> inner = (f1 * Vector128.Create(Low)) - (f3 * Vector128.Create(High));
        (f0, f1, f2, f3) = (sum + outer, difference + inner, difference - inner, sum - outer);
    }

    private void ToEight(Span<short> block, Span<byte> pixels, int stride)
    {
        ref short coefficients = ref MemoryMarshal.GetReference(block[..64]);
        ref float factors = ref MemoryMarshal.GetArrayDataReference(_factors);
        Eight rows;
        rows.R0 = Load(ref coefficients, ref factors, 0);
        rows.R1 = Load(ref coefficients, ref factors, 8);
        rows.R2 = Load(ref coefficients, ref factors, 16);
        rows.R3 = Load(ref coefficients, ref factors, 24);
        rows.R4 = Load(ref coefficients, ref factors, 32);
        rows.R5 = Load(ref coefficients, ref factors, 40);
        rows.R6 = Load(ref coefficients, ref factors, 48);
        rows.R7 = Load(ref coefficients, ref factors, 56);
        block[..64].Clear();
        EightPoint(ref rows);
        Turning.Turn(ref rows);
        EightPoint(ref rows);
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
            Unsafe.WriteUnaligned(ref pixel, Turning.ToBytes(row + Vector256.Create(128.5f)));
    }

    // Arai, Agui and Nakajima's, as libjpeg's float transform has it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightPoint(ref Eight f)
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
