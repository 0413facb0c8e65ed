namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>The inverse DCT: computes a block's pixels from its coefficients, 8×8 or reduced to 4×4, 2×2 or a single one.</summary>
/// <remarks>A reduced block uses the low frequencies alone, which is both faster and better than scaling the pixels.</remarks>
internal sealed class InverseDct
{
    /// <summary>Room for the coefficients that are used, and one element for all others.</summary>
    public const int BlockLength = 65;

    // Arai, Agui and Nakajima's transform leaves these factors to the quantization.
    private static readonly double[] AanFactors = [.. Enumerable.Range(0, 8).Select(k => k == 0 ? 1 : Math.Cos(k * Math.PI / 16) * Math.Sqrt(2))];

    private readonly float[] _factors;

    /// <param name="side">The side of the block of pixels: 1, 2, 4 or 8.</param>
    /// <param name="quantization">The quantization table, in zigzag order.</param>
    public InverseDct(int side, ushort[] quantization)
    {
        Side = side;
        _factors = new float[side * side];
        NaturalOrder = new byte[128];
        NaturalOrder.AsSpan().Fill(BlockLength - 1);
        for (int k = 0; k < 64; k++)
        {
            (int across, int down) = (ZigZag.Order[k] & 7, ZigZag.Order[k] >> 3);
            if (across >= side || down >= side)
                continue;
            // Transposed, so that one transposition between the two passes is enough.
            int index = (across * side) + down;
            NaturalOrder[k] = (byte)index;
            _factors[index] = (float)(quantization[k] * (side == 8 ? AanFactors[across] * AanFactors[down] / 8 : side / 8.0));
        }
    }

    public int Side { get; }

    /// <summary>The index in the block of each coefficient in zigzag order: transposed natural order. Unused coefficients get the index behind the block.</summary>
    public byte[] NaturalOrder { get; }

    /// <summary>Computes the pixel of a block that is reduced to one.</summary>
    public byte TransformDc(int dc) => (byte)Math.Clamp((dc * _factors[0]) + 128.5f, 0, 255);

    /// <summary>Computes a block's pixels, and clears the block for the next one.</summary>
    /// <param name="block">The coefficients, in <see cref="NaturalOrder"/>.</param>
    /// <param name="pixels">The first pixel.</param>
    /// <param name="stride">The distance between rows.</param>
    public void Transform(Span<short> block, Span<byte> pixels, int stride)
    {
        switch (Side)
        {
            case 8:
                Idct8.Transform(block, _factors, pixels, stride);
                break;
            case 4:
                Idct4.Transform(block, _factors, pixels, stride);
                break;
            default:
                Transform2x2(block, pixels, stride);
                break;
        }
    }

    private void Transform2x2(Span<short> block, Span<byte> pixels, int stride)
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
}
