using System.Runtime.InteropServices;
using ImageAttach.Imaging;
using ImageAttach.Imaging.Codecs;
using ImageAttach.Imaging.Resampling;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

internal sealed class QualityTests
{
    [TestCase(400, 300, 100, 75)]
    [TestCase(301, 203, 97, 61)]
    [TestCase(64, 48, 200, 150)]
    [TestCase(50, 40, 50, 40)]
    [TestCase(900, 3, 45, 1)]
    public void Resampling_equals_a_plain_lanczos_within_rounding(int width, int height, int toWidth, int toHeight)
    {
        using var picture = Pictures.Draw(width, height, seed: 1);
        var seen = new byte[toWidth * toHeight * 4];
        for (var plane = 0; plane < 4; plane++)
        {
            var resampler = new Resampler(
                width, height, new Axis(0, (double)width / toWidth, toWidth), new Axis(0, (double)height / toHeight, toHeight), ResamplingFilter.Lanczos);
            var row = new byte[width];
            for (var y = 0; y < height; y++)
            {
                PixelRow.ExtractChannel(picture.GetPixelSpan().Slice(y * picture.RowBytes, width * 4), plane, row);
                resampler.AddRow(row);
            }

            for (var i = 0; i < toWidth * toHeight; i++)
                seen[(i * 4) + plane] = resampler.Result.Pixels[i];
        }

        Assert.That(seen.Zip(PlainLanczos.Scale(picture, toWidth, toHeight), (a, b) => Math.Abs(a - b)).Max(), Is.LessThanOrEqualTo(1));
    }

    [TestCase(MediaType.Png, 150, 48.0)]
    [TestCase(MediaType.Png, 900, 60.0)]
    [TestCase(MediaType.Bmp, 150, 48.0)]
    [TestCase(MediaType.Jpeg, 75, 36.0)]
    [TestCase(MediaType.Jpeg, 150, 34.0)]
    [TestCase(MediaType.Jpeg, 320, 36.0)]
    [TestCase(MediaType.WebP, 150, 33.0)]
    public void A_thumbnail_is_near_a_plain_lanczos_of_the_fully_decoded_original(string mimeType, int toWidth, double leastPsnr)
    {
        var file = Pictures.Of(mimeType, 600, 400, seed: 2);
        var size = new ImageSize(toWidth, toWidth * 2 / 3);
        using var full = Rgba(file);
        using var wanted = Encoded(PlainLanczos.Scale(full, size.Width, size.Height), size, mimeType);

        var spec = new ThumbnailSpec(size, new ThumbnailOptions { Filter = ResamplingFilter.Lanczos });
        using var seen = Rgba(Codec.MakeThumbnail(file, spec).Content);

        var psnr = Psnr(seen.Bytes, wanted.Bytes);
        TestContext.Out.WriteLine($"{mimeType} {toWidth}: {psnr:F1} dB");
        Assert.That(psnr, Is.GreaterThan(leastPsnr));
    }

    // Through the same encoder, whose loss is the same for any resampling and isn't looked at here.
    private static SKBitmap Encoded(byte[] pixels, ImageSize size, string mimeType)
    {
        using var raster = new Raster(size);
        MemoryMarshal.Cast<byte, uint>(pixels).CopyTo(raster.Pixels);
        var picture = raster.ToImage(PixelKind.Rgb);
        var type = mimeType is MediaType.Jpeg or MediaType.WebP ? mimeType : MediaType.Png;
        return Rgba(ImageEncoder.Encode(picture, type, ThumbnailOptions.Default, CancellationToken.None).Content);
    }

    private static SKBitmap Rgba(byte[] file)
    {
        using var decoded = Codec.Decode(file);
        return decoded.Copy(SKColorType.Rgba8888);
    }

    private static double Psnr(byte[] seen, byte[] wanted)
    {
        var error = seen.Zip(wanted, (a, b) => (double)(a - b) * (a - b)).Average();
        return error == 0 ? double.PositiveInfinity : 10 * Math.Log10(255 * 255 / error);
    }
}
