namespace ImageAttach.Tests.Imaging;

/// <summary>Small files that would grow without end if they were believed.</summary>
internal sealed class BombTests
{
    private const int Frames = 100_000;
    private const long MostBytes = 1 << 20;

    private static IEnumerable<TestCaseData<byte[], string, string>> Bombs()
    {
        yield return Bomb("a PNG of 300 megapixels", PngParts.Black(20_000, 15_000), "300,000,000", "ImageLimits.MaxPixels");
        yield return Bomb("a PNG of 2^62 pixels", Claiming(PngParts.Black(8, 8), 16, [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF]), "2147483647×2147483647", "ImageLimits.MaxPixels");
        yield return Bomb("a GIF of 100,000 frames", GifOf(Frames), "1,001 frames", "ImageLimits.MaxFrames");
        yield return Bomb("a WebP of 100,000 frames", WebPParts.Animation(Pictures.WebP(2, 2), 2, 2, Frames), "1,001 frames", "ImageLimits.MaxFrames");
        yield return Bomb("an APNG of 100,000 frames", ApngOf(Frames), "1,001 frames", "ImageLimits.MaxFrames");
        yield return Bomb("an icon of a huge bitmap", IcoParts.Of(Pictures.Png(8, 8), IcoParts.Claiming(60_000, 60_000)), "60000×60000", "ImageLimits.MaxPixels");
        yield return Bomb("an icon of a huge PNG", IcoParts.Of(PngParts.Black(30_000, 30_000)), "30000×30000", "ImageLimits.MaxPixels");
        yield return Bomb("a bitmap of gigapixels", Claiming(Pictures.Bmp(8, 8), 18, [0, 0, 1, 0, 0, 0, 1, 0]), "65536×65536", "ImageLimits.MaxPixels");
    }

    [TestCaseSource(nameof(Bombs))]
    public void ATT_17_A_bomb_is_refused_cheaply_by_limit_value_and_option(byte[] bomb, string value, string option)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => Codec.ReadHeader(bomb), Throws.TypeOf<ImageLimitException>().With.Message.Contains(value).And.Message.Contains(option));

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(MostBytes));
    }

    [Test]
    public void ATT_17_An_icon_of_ten_thousand_pictures_is_refused() => Assert.That(
        () => Codec.ReadHeader(IcoParts.Of([.. Enumerable.Repeat(Pictures.Png(1, 1), 10_000)])),
        Throws.TypeOf<ImageFormatException>().With.Message.Contains("10000 pictures"));

    private static TestCaseData<byte[], string, string> Bomb(string name, byte[] bomb, string value, string option) =>
        new TestCaseData<byte[], string, string>(bomb, value, option).SetArgDisplayNames(name);

    private static byte[] Claiming(byte[] file, int at, byte[] size)
    {
        size.CopyTo(file, at);
        return file;
    }

    private static byte[] GifOf(int frames)
    {
        byte[] one = Pictures.Gif(1, 1);
        int start = one.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x21, 0xF9]);
        return [.. one.AsSpan(0, start), .. Enumerable.Repeat(one[start..^1], frames).SelectMany(frame => frame), 0x3B];
    }

    private static byte[] ApngOf(int frames)
    {
        byte[] png = Pictures.Png(1, 1), control = PngParts.Chunk("fcTL"u8, new byte[26]);
        return [.. png.AsSpan(0, 33), .. Enumerable.Repeat(control, frames).SelectMany(chunk => chunk), .. png.AsSpan(33)];
    }
}
