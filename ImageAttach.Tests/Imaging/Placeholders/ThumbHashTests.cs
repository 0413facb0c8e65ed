using ImageAttach.Imaging;
using ImageAttach.Imaging.Placeholders;
using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Resampling;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging.Placeholders;

/// <summary>The hashes, means and pixels expected here are what the format's own code, version 0.1.1, makes of the same pictures.</summary>
public sealed class ThumbHashTests
{
    private static readonly TestCaseData<int, int, bool, string>[] Hashes =
    [
        new(100, 75, false, "HwgKLZpwdndwd3d3d2d3d5CACfiI"),
        new(60, 100, false, "H/gJLBpwBnd3d3Z3d3eQgAn3eA=="),
        new(50, 50, false, "XggKJxpwdndwd4d3iGiHeIeHBwu5gI8H"),
        new(100, 8, false, "2xgOIZphdodwiGiI4pYP+Hc="),
        new(40, 30, true, "oQiGHJosomXQepdHCB/8gY8GhRljeZiZBw=="),
        new(30, 64, true, "oeiFGho8cLO4eniwwQ3paJR4QHljaYg="),
        new(1, 1, false, "AAgCBwAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    ];

    [TestCaseSource(nameof(Hashes))]
    public void A_picture_has_the_hash_that_the_format_gives_it(int width, int height, bool isPartlyClear, string hash) =>
        Assert.That(new ThumbHash(ThumbHashEncoder.Encode(Drawn(width, height, isPartlyClear))).ToString(), Is.EqualTo(hash));

    [TestCase("HwgKLZpwdndwd3d3d2d3d5CACfiI", 1.4, "#817d7b", 32, 23, "0 0 57 255", "143 2 117 255", "253 223 109 255")]
    [TestCase("H/gJLBpwBnd3d3Z3d3eQgAn3eA==", 0.5714, "#7d817b", 18, 32, "0 0 65 255", "142 4 115 255", "231 244 109 255")]
    [TestCase("XggKJxpwdndwd4d3iGiHeIeHBwu5gI8H", 1.0, "#7f7b71", 32, 32, "26 13 42 255", "125 1 90 255", "254 242 109 255")]
    [TestCase("2xgOIZphdodwiGiI4pYP+Hc=", 7.0, "#7d715a", 32, 5, "21 22 0 255", "127 0 44 255", "240 228 93 255")]
    [TestCase("oQiGHJosomXQepdHCB/8gY8GhRljeZiZBw==", 1.25, "#8e8a78cc", 32, 26, "133 120 84 67", "145 39 97 192", "219 241 74 255")]
    [TestCase("AAgCBwAAAAAAAAAAAAAAAAAAAAAAAAAA", 1.0, "#030000", 32, 32, "3 0 0 255", "3 0 0 255", "3 0 0 255")]
    public void A_hash_is_drawn_as_the_format_draws_it(string text, double ratio, string average, int width, int height, params string[] pixels)
    {
        ThumbHash hash = ThumbHash.Parse(text);
        Assert.That(hash.AspectRatio, Is.EqualTo(ratio).Within(0.0001));
        Assert.That(hash.AverageColor, Is.EqualTo(average));

        using SKBitmap drawn = SKBitmap.Decode(Convert.FromBase64String(hash.ToDataUri()["data:image/png;base64,".Length..]), new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        SKColor[] seen = [drawn.GetPixel(0, 0), drawn.GetPixel(width / 2, 0), drawn.GetPixel(width - 1, height - 1)];
        for (int i = 0; i < pixels.Length; i++)
        {
            int[] wanted = [.. pixels[i].Split(' ').Select(int.Parse)];
            // The format cuts where we round, and a PNG's colours have been multiplied by alpha in between.
            Assert.That(new int[] { seen[i].Red, seen[i].Green, seen[i].Blue, seen[i].Alpha }, Is.EqualTo(wanted).Within(wanted[3] == 255 ? 1 : 3));
        }
    }

    [TestCase("")]
    [TestCase("not base64")]
    [TestCase("HwgKLQ==", Description = "shorter than a head")]
    [TestCase("HwgKLZpwdndwd3d3d2d3d5CACQ==", Description = "two waves short")]
    [TestCase("HwgKLZpwdndwd3d3d2d3d5CACfiIAA==", Description = "a byte too long")]
    [TestCase("HwgKAJpwdndwd3d3d2d3d5CACfiI", Description = "of no width")]
    [TestCase("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_hash_is_refused(string text)
    {
        Assert.That(ThumbHash.TryParse(text, out ThumbHash? hash), Is.False);
        Assert.That(hash, Is.Null);
        Assert.That(() => ThumbHash.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains($"'{text}'"));
    }

    [Test]
    public void Bytes_and_text_are_the_same_hash()
    {
        ThumbHash hash = ThumbHash.Parse("HwgKLZpwdndwd3d3d2d3d5CACfiI");
        Assert.That(new ThumbHash(hash.ToBytes()), Is.EqualTo(hash));
        Assert.That(new ThumbHash(hash.ToBytes()).GetHashCode(), Is.EqualTo(hash.GetHashCode()));
        Assert.That(hash, Is.Not.EqualTo(ThumbHash.Parse("H/gJLBpwBnd3d3Z3d3eQgAn3eA==")));
        Assert.That(() => new ThumbHash(hash.ToBytes().AsSpan(0, 20)), Throws.TypeOf<FormatException>().With.Message.Contains("20 bytes"));
        Assert.That(ThumbHash.TryParse(null, out _), Is.False);
    }

    // Whatever bytes there are: they are refused, or can be drawn.
    [Test]
    public void No_bytes_break_the_drawing()
    {
        Random random = new(7);
        int drawn = 0;
        byte[] bytes = new byte[25];
        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            if (!ThumbHash.TryRead(bytes.AsSpan(0, random.Next(26)), out ThumbHash? hash))
                continue;
            drawn++;
            Assert.That(hash.ToDataUri(), Has.Length.LessThan(6_000));
            Assert.That(hash.AverageColor, Does.Match("^#([0-9a-f]{6}|[0-9a-f]{8})$"));
        }

        Assert.That(drawn, Is.GreaterThan(200));
    }

    [TestCase(MediaType.Jpeg)]
    [TestCase(MediaType.Png)]
    [TestCase(MediaType.WebP)]
    [TestCase(MediaType.Gif)]
    [TestCase(MediaType.Bmp)]
    [TestCase(MediaType.Ico)]
    public async Task A_file_of_any_type_has_one(string mimeType)
    {
        ThumbHash hash = await ThumbHash.FromFileAsync(Pictures.Of(mimeType, 240, 160, seed: 3));
        Assert.That(hash.AspectRatio, Is.EqualTo(1.4).Within(0.01));
    }

    [Test]
    public async Task It_is_of_the_picture_as_it_is_seen()
    {
        ThumbHash lying = await ThumbHash.FromFileAsync(Pictures.Jpeg(240, 160, seed: 3, orientation: 6));
        Assert.That(lying.AspectRatio, Is.LessThan(1));
    }

    private static PlanarImage Drawn(int width, int height, bool isPartlyClear)
    {
        ImageSize size = new(width, height);
        Plane[] planes = [.. Enumerable.Range(0, isPartlyClear ? 4 : 3).Select(_ => new Plane(size))];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                if (isPartlyClear && (x * x) + (y * y) < width * height / 4.0)
                    continue;
                byte[] pixel = [(byte)(255 * x / width), (byte)(255 * y / height), (byte)(x * y), 255];
                for (int i = 0; i < planes.Length; i++)
                    planes[i].Pixels[(y * width) + x] = pixel[i];
            }
        }

        return new(isPartlyClear ? PixelKind.Rgba : PixelKind.Rgb, size, planes);
    }
}
