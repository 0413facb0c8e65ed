using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Colors;

/// <summary>What the numbers of an RGB image mean: a transfer function and primaries, as PNG's cICP, gAMA and cHRM chunks have them.</summary>
internal sealed class RgbEncoding : IColorConverter
{
    private const double SystemGammaOfHlg = 1.2;

    private static readonly Matrix3 Bt2020ToSrgb = Primaries.Bt2020.To(Primaries.Srgb)!;

    private readonly double[] _light;
    private readonly Matrix3 _matrix;
    private readonly TransferFunction _transfer;

    private RgbEncoding(TransferFunction transfer, Matrix3 matrix)
    {
        (_transfer, _matrix) = (transfer, matrix);
        _light = [.. Enumerable.Range(0, 256).Select(number => transfer.ToLight(number / 255.0))];
    }

    /// <returns>The encoding; null when the primaries span no color space.</returns>
    public static RgbEncoding? TryCreate(TransferFunction transfer, Primaries primaries) =>
        primaries.To(transfer.IsHighDynamicRange ? Primaries.Bt2020 : Primaries.Srgb) is { } matrix ? new(transfer, matrix) : null;

    public PlanarImage ToSrgb(PlanarImage image)
    {
        PlanarImage rgb = ColorConversion.ToRgb(image);
        Plane[] planes = [new(rgb.Size), new(rgb.Size), new(rgb.Size)];
        byte[]? alpha = rgb.Kind == PixelKind.Rgba ? rgb.Planes[3].Pixels : null;
        (byte[] red, byte[] green, byte[] blue) = (rgb.Planes[0].Pixels, rgb.Planes[1].Pixels, rgb.Planes[2].Pixels);
        for (int i = 0; i < red.Length; i++)
        {
            int a = alpha?[i] ?? 255;
            (double r, double g, double b) = ToSrgbLight(LightOf(red[i], a), LightOf(green[i], a), LightOf(blue[i], a));
            planes[0].Pixels[i] = Premultiplied(r, a);
            planes[1].Pixels[i] = Premultiplied(g, a);
            planes[2].Pixels[i] = Premultiplied(b, a);
        }

        return rgb with { Planes = [.. planes, .. rgb.Planes.Skip(3)] };
    }

    private double LightOf(byte number, int alpha) => _light[alpha is 0 or 255 ? number : Math.Min(255, ((number * 255) + (alpha / 2)) / alpha)];

    private static byte Premultiplied(double light, int alpha) => (byte)(((SrgbCurve.ToByte(light) * alpha) + 127) / 255);

    private (double Red, double Green, double Blue) ToSrgbLight(double red, double green, double blue)
    {
        (red, green, blue) = _matrix.Multiply(red, green, blue);
        if (!_transfer.IsHighDynamicRange)
            return (red, green, blue);
        double gain = _transfer == TransferFunction.Hlg ? GetHlgGain(red, green, blue) : 1;
        gain *= ToneCurve.GetGain(red * gain, green * gain, blue * gain);
        return Bt2020ToSrgb.Multiply(red * gain, green * gain, blue * gain);
    }

    // HLG's numbers mean light in front of the camera; on a screen of 1,000 cd/m² contrast is this much higher (ITU-R BT.2100).
    private static double GetHlgGain(double red, double green, double blue)
    {
        double luminance = Math.Max(0, (0.2627 * red) + (0.6780 * green) + (0.0593 * blue));
        return Math.Pow(luminance, SystemGammaOfHlg - 1) * ToneCurve.Peak / ToneCurve.White;
    }
}
