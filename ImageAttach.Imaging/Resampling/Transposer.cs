using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ImageAttach.Imaging.Resampling;

/// <summary>Transposes matrices in registers.</summary>
internal static class Transposer
{
    /// <summary>Transposes a matrix of four rows of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose4x4(ref Vector128<float> r0, ref Vector128<float> r1, ref Vector128<float> r2, ref Vector128<float> r3)
    {
        if (Sse.IsSupported)
        {
            (Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) = (Sse.UnpackLow(r0, r1), Sse.UnpackLow(r2, r3), Sse.UnpackHigh(r0, r1), Sse.UnpackHigh(r2, r3));
            (r0, r1, r2, r3) = (Sse.MoveLowToHigh(a, b), Sse.MoveHighToLow(b, a), Sse.MoveLowToHigh(c, d), Sse.MoveHighToLow(d, c));
            return;
        }

        (r0, r1, r2, r3) = (
            Vector128.Create(r0[0], r1[0], r2[0], r3[0]),
            Vector128.Create(r0[1], r1[1], r2[1], r3[1]),
            Vector128.Create(r0[2], r1[2], r2[2], r3[2]),
            Vector128.Create(r0[3], r1[3], r2[3], r3[3]));
    }

    /// <summary>Transposes a matrix of eight rows of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose8x8(ref Matrix8x8 rows)
    {
        if (Avx.IsSupported)
            TransposeWithAvx(ref rows);
        else
            TransposeScalar(ref rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeWithAvx(ref Matrix8x8 r)
    {
        (Vector256<float> a0, Vector256<float> a1) = (Avx.UnpackLow(r.R0, r.R1), Avx.UnpackHigh(r.R0, r.R1));
        (Vector256<float> a2, Vector256<float> a3) = (Avx.UnpackLow(r.R2, r.R3), Avx.UnpackHigh(r.R2, r.R3));
        (Vector256<float> a4, Vector256<float> a5) = (Avx.UnpackLow(r.R4, r.R5), Avx.UnpackHigh(r.R4, r.R5));
        (Vector256<float> a6, Vector256<float> a7) = (Avx.UnpackLow(r.R6, r.R7), Avx.UnpackHigh(r.R6, r.R7));
        (Vector256<float> b0, Vector256<float> b1) = (Avx.Shuffle(a0, a2, 0x44), Avx.Shuffle(a0, a2, 0xEE));
        (Vector256<float> b2, Vector256<float> b3) = (Avx.Shuffle(a1, a3, 0x44), Avx.Shuffle(a1, a3, 0xEE));
        (Vector256<float> b4, Vector256<float> b5) = (Avx.Shuffle(a4, a6, 0x44), Avx.Shuffle(a4, a6, 0xEE));
        (Vector256<float> b6, Vector256<float> b7) = (Avx.Shuffle(a5, a7, 0x44), Avx.Shuffle(a5, a7, 0xEE));
        r.R0 = Avx.Permute2x128(b0, b4, 0x20);
        r.R1 = Avx.Permute2x128(b1, b5, 0x20);
        r.R2 = Avx.Permute2x128(b2, b6, 0x20);
        r.R3 = Avx.Permute2x128(b3, b7, 0x20);
        r.R4 = Avx.Permute2x128(b0, b4, 0x31);
        r.R5 = Avx.Permute2x128(b1, b5, 0x31);
        r.R6 = Avx.Permute2x128(b2, b6, 0x31);
        r.R7 = Avx.Permute2x128(b3, b7, 0x31);
    }

    private static void TransposeScalar(ref Matrix8x8 rows)
    {
        Span<Vector256<float>> r = [rows.R0, rows.R1, rows.R2, rows.R3, rows.R4, rows.R5, rows.R6, rows.R7];
        Span<Vector256<float>> t = stackalloc Vector256<float>[8];
        for (int i = 0; i < 8; i++)
            t[i] = Vector256.Create(r[0][i], r[1][i], r[2][i], r[3][i], r[4][i], r[5][i], r[6][i], r[7][i]);
        rows = new Matrix8x8 { R0 = t[0], R1 = t[1], R2 = t[2], R3 = t[3], R4 = t[4], R5 = t[5], R6 = t[6], R7 = t[7] };
    }
}
