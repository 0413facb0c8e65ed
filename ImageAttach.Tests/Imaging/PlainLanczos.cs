using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Lanczos-3 as the textbook has it, slow and in doubles, to compare with.</summary>
internal static class PlainLanczos
{
    public static byte[] Scale(SKBitmap source, int width, int height)
    {
        var (pixels, stride) = (source.Bytes, source.RowBytes);
        var narrowed = Scale((x, y, c) => pixels[(y * stride) + (x * 4) + c], source.Width, width, source.Height);
        var scaled = Scale((y, x, c) => narrowed[(x * 4) + c, y], source.Height, height, width);
        var bytes = new byte[width * height * 4];
        for (var i = 0; i < bytes.Length; i++)
        {
            var (pixel, channel) = (i / 4, i % 4);
            bytes[i] = (byte)Math.Clamp(Math.Round(scaled[(pixel / width * 4) + channel, pixel % width]), 0, 255);
        }

        return bytes;
    }

    // Along one axis: the result is [place * 4 + channel, line].
    private static double[,] Scale(Func<int, int, int, double> at, int from, int to, int lines)
    {
        var result = new double[to * 4, lines];
        var ratio = (double)from / to;
        var stretch = Math.Max(1, ratio);
        for (var i = 0; i < to; i++)
        {
            var centre = ((i + 0.5) * ratio) - 0.5;
            var weights = new double[from];
            for (var j = 0; j < from; j++)
                weights[j] = Kernel((j - centre) / stretch);
            var sum = weights.Sum();
            for (var j = 0; j < from; j++)
            {
                for (var line = 0; weights[j] != 0 && line < lines; line++)
                {
                    for (var c = 0; c < 4; c++)
                        result[(i * 4) + c, line] += weights[j] / sum * at(j, line, c);
                }
            }
        }

        return result;
    }

    private static double Kernel(double x) => x == 0 ? 1 : Math.Abs(x) >= 3 ? 0 : Sinc(x) * Sinc(x / 3);

    private static double Sinc(double x) => Math.Sin(Math.PI * x) / (Math.PI * x);
}
