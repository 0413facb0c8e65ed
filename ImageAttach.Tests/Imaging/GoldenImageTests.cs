using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Originals of every kind, against a full decode by Skia that is scaled by the textbook's Lanczos.</summary>
internal sealed class GoldenImageTests
{
    private const double LeastSimilarity = 0.97;

    public static IEnumerable<TestCaseData<string, byte[], ImageSize>> Originals()
    {
        ImageSize small = new(80, 60);
        yield return Case("JPEG, 4:2:0", Jpeg(SKJpegEncoderDownsample.Downsample420), small);
        yield return Case("JPEG, 4:2:2", Jpeg(SKJpegEncoderDownsample.Downsample422), small);
        yield return Case("JPEG, 4:4:4", Jpeg(SKJpegEncoderDownsample.Downsample444), small);
        yield return Case("JPEG, 4:2:0, hardly smaller", Jpeg(SKJpegEncoderDownsample.Downsample420), new ImageSize(301, 226));
        yield return Case("JPEG, 4:2:0, larger", Jpeg(SKJpegEncoderDownsample.Downsample420), new ImageSize(500, 375));
        yield return Case("JPEG with a profile", Pictures.Profiled(SKEncodedImageFormat.Jpeg, 320, 240, seed: 13), small);
        yield return Case("JPEG, grey", Gray(SKEncodedImageFormat.Jpeg), small);
        yield return Case("JPEG, CMYK", Asset("ladybird-cmyk.jpg"), new ImageSize(80, 50));
        yield return Case("PNG with a profile", Pictures.Profiled(SKEncodedImageFormat.Png, 320, 240, seed: 13), small);
        yield return Case("PNG, grey", Gray(SKEncodedImageFormat.Png), small);
        yield return Case("PNG, 16 bits", PngWriter16.Write(320, 240, colour: 2, 16), small);
        yield return Case("PNG, 16 bits and alpha", PngWriter16.Write(320, 240, colour: 6, 16), small);
        yield return Case("PNG, grey and alpha", PngWriter16.Write(320, 240, colour: 4, 8), small);
        yield return Case("PNG, 16 bits grey and alpha", PngWriter16.Write(320, 240, colour: 4, 16), small);
        yield return Case("PNG, palette with transparency", PngWriter16.Write(320, 240, colour: 3, 8), small);
        yield return Case("PNG, four colours", PngWriter16.Write(320, 240, colour: 3, 2), small);
        yield return Case("PNG, black and white", PngWriter16.Write(320, 240, colour: 0, 1), small);
        yield return Case("PNG, one colour transparent", PngWriter16.Write(320, 240, colour: 2, 8, transparent: true), small);
        yield return Case("1 wide", Pictures.Png(1, 400), new ImageSize(1, 100));
        yield return Case("1 high", Pictures.Jpeg(400, 1), new ImageSize(100, 1));
        yield return Case("65,535 wide", Pictures.Png(65_535, 3), new ImageSize(1_000, 1));
        yield return Case("65,535 high", Pictures.Png(2, 65_535), new ImageSize(1, 1_000));
    }

    [TestCaseSource(nameof(Originals))]
    public void A_thumbnail_looks_like_its_original(string name, byte[] original, ImageSize size)
    {
        using var whole = Whole(original);
        var scaled = PlainLanczos.Scale(whole, size.Width, size.Height);
        using var wanted = FromPremultiplied(scaled, size);

        var made = Codec.MakeThumbnail(original, new ThumbnailSpec(size, new ThumbnailOptions { Format = ThumbnailFormat.Png, Filter = ResamplingFilter.Lanczos }));

        using var seen = Codec.Decode(made.Content);
        var similarity = Ssim.Of(seen, wanted);
        TestContext.Out.WriteLine($"{name}: {similarity:F4}");
        Assert.That(similarity, Is.GreaterThan(LeastSimilarity));
        Assert.That(MeanDifference(seen, wanted), Is.LessThan(4), "colours");
    }

    [TestCase(SKJpegEncoderDownsample.Downsample420)]
    [TestCase(SKJpegEncoderDownsample.Downsample444)]
    public void A_jpeg_that_is_written_is_read_by_skia_as_it_was(SKJpegEncoderDownsample sampling)
    {
        var original = Jpeg(sampling);
        using var wanted = Codec.Decode(original);

        using var seen = Codec.Decode(Codec.MakeThumbnail(original, new ThumbnailSpec(new ImageSize(320, 240), new ThumbnailOptions { Quality = 100 })).Content);

        Assert.That(Ssim.Of(seen, wanted), Is.GreaterThan(0.98));
        // Colour is written in half the resolution.
        Assert.That(MeanDifference(seen, wanted), Is.LessThan(6));
    }

    private static TestCaseData<string, byte[], ImageSize> Case(string name, byte[] original, ImageSize size) =>
        new TestCaseData<string, byte[], ImageSize>(name, original, size).SetArgDisplayNames(name);

    private static byte[] Asset(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Assets", name));

    private static byte[] Jpeg(SKJpegEncoderDownsample sampling)
    {
        using var bitmap = Pictures.Draw(320, 240, seed: 11);
        using var pixels = bitmap.PeekPixels();
        return pixels.Encode(new SKJpegEncoderOptions(92, sampling, SKJpegEncoderAlphaOption.Ignore))!.ToArray();
    }

    private static byte[] Gray(SKEncodedImageFormat format)
    {
        using var bitmap = Pictures.Draw(320, 240, seed: 12);
        using var grey = bitmap.Copy(SKColorType.Gray8);
        return Pictures.Encode(grey, format, 92);
    }

    private static SKBitmap Whole(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb()));
        Assert.That(codec.GetPixels(bitmap.Info, bitmap.GetPixels()), Is.EqualTo(SKCodecResult.Success));
        return bitmap;
    }

    private static SKBitmap FromPremultiplied(byte[] pixels, ImageSize size)
    {
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = Math.Min(pixels[i], pixels[i | 3]);
        System.Runtime.InteropServices.Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
        return bitmap;
    }

    private static double MeanDifference(SKBitmap a, SKBitmap b) => a.Pixels.Zip(b.Pixels, (p, q) =>
        Math.Max(Math.Max(Math.Abs((p.Red * p.Alpha) - (q.Red * q.Alpha)), Math.Abs((p.Green * p.Alpha) - (q.Green * q.Alpha))), Math.Abs((p.Blue * p.Alpha) - (q.Blue * q.Alpha))) / 255.0).Average();
}
