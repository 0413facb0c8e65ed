using ImageAttach.Imaging.Codecs.Jpeg;

namespace ImageAttach.Tests.Imaging.Stages;

/// <summary>Dequantization and the DCT in both directions, against sums in double precision.</summary>
internal sealed class DctStageTests
{
    private const int Side = 8;
    private const double Rounding = 0.51;

    [Test]
    public void Pixels_are_those_of_the_low_frequencies([Values(1, 2, 4, 8)] int side, [Range(0, 9)] int seed)
    {
        Random random = new(seed);
        ushort[] quantization = [.. Enumerable.Range(0, 64).Select(_ => (ushort)random.Next(1, 60))];
        int[] coefficients = [.. Enumerable.Range(0, 64).Select(k => k == 0 ? random.Next(-400, 400) / quantization[0] * 2 : random.Next(4) == 0 ? random.Next(-6, 7) : 0)];
        InverseDct dct = new(side, quantization);
        short[] block = new short[InverseDct.BlockLength];
        for (int k = 0; k < 64; k++)
            block[dct.NaturalOrder[k]] = (short)coefficients[k];
        block[InverseDct.BlockLength - 1] = 0;

        byte[] pixels = new byte[side * side];
        if (side == 1)
            pixels[0] = dct.TransformDc(coefficients[0]);
        else
            dct.Transform(block, pixels, side);

        double[] expected = PixelsOf(coefficients, quantization, side);
        for (int i = 0; i < pixels.Length; i++)
            Assert.That(pixels[i], Is.EqualTo(Math.Clamp(expected[i], 0, 255)).Within(Rounding), $"pixel {i}");
        Assert.That(block.Any(number => number != 0) && side > 1, Is.False, "cleared for the next block");
    }

    [Test]
    public void Coefficients_are_the_rounded_quotients([Range(0, 19)] int seed)
    {
        Random random = new(seed);
        byte[] quantization = [.. Enumerable.Range(0, 64).Select(_ => (byte)random.Next(1, 60))];
        byte[] pixels = new byte[64];
        int contrast = random.Next(1, 128);
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Clamp(128 + (contrast * Math.Sin(i * seed * 0.1)) + random.Next(-contrast / 4, (contrast / 4) + 1), 0, 255);
        short[] zigZag = new short[64];
        ulong set = new ForwardDct(quantization).Transform(pixels, Side, zigZag);

        for (int k = 0; k < 64; k++)
        {
            int natural = ZigZag.Order[k];
            double exact = CoefficientOf(pixels, natural % Side, natural / Side) / quantization[natural];
            Assert.That((double)zigZag[k], Is.EqualTo(exact).Within(Rounding), $"coefficient {k}");
            Assert.That((set >> k & 1) != 0, Is.EqualTo(zigZag[k] != 0));
        }
    }

    [Test]
    public void Zigzag_visits_every_coefficient_once_along_diagonals()
    {
        Assert.That(ZigZag.Order.ToArray().Order(), Is.EqualTo(Enumerable.Range(0, 64)));
        for (int k = 1; k < 64; k++)
        {
            int diagonal = (ZigZag.Order[k] % Side) + (ZigZag.Order[k] / Side), before = (ZigZag.Order[k - 1] % Side) + (ZigZag.Order[k - 1] / Side);
            Assert.That(diagonal, Is.EqualTo(before).Or.EqualTo(before + 1));
        }
    }

    // A.3.3 of the standard, of the lowest frequencies alone, and as bright as the whole block.
    private static double[] PixelsOf(int[] zigZag, ushort[] quantization, int side)
    {
        double[] pixels = new double[side * side];
        for (int i = 0; i < pixels.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < 64; k++)
            {
                (int u, int v) = (ZigZag.Order[k] % Side, ZigZag.Order[k] / Side);
                if (u < side && v < side)
                    sum += zigZag[k] * quantization[k] * Basis(u, i % side, side) * Basis(v, i / side, side);
            }

            pixels[i] = (sum * side / Side) + 128;
        }

        return pixels;
    }

    private static double CoefficientOf(byte[] pixels, int u, int v)
    {
        double sum = 0;
        for (int i = 0; i < pixels.Length; i++)
            sum += (pixels[i] - 128) * Basis(u, i % Side, Side) * Basis(v, i / Side, Side);
        return sum;
    }

    // Orthonormal.
    private static double Basis(int frequency, int position, int side) =>
        Math.Sqrt((frequency == 0 ? 1.0 : 2.0) / side) * Math.Cos(((2 * position) + 1) * frequency * Math.PI / (2 * side));
}
