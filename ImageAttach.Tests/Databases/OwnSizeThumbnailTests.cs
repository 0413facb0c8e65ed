using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using SkiaSharp;

namespace ImageAttach.Tests.Databases;

/// <summary>Thumbnails as large as their original.</summary>
public sealed class OwnSizeThumbnailTests(DatabaseKind kind) : ShopTests(kind)
{
    // The number of color components in the frame header, which begins with one of these markers.
    private static readonly byte[] FrameMarkers = [0xC0, 0xC1, 0xC2];

    [Test]
    public async Task One_of_a_CMYK_original_is_sRGB()
    {
        byte[] cmyk = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Assets", "ladybird-cmyk.jpg"));
        Shop.UserPicture original = await AttachAsync(cmyk);
        Shop.UserPicture thumbnail = await User.Picture.GenerateThumbnailAsync(Db, width: original.Width, store: Store);
        byte[] bytes = await thumbnail.MakeBlobAsync(Store);

        Assert.That((thumbnail.Original, thumbnail.Size, thumbnail.MimeType), Is.EqualTo((false, original.Size, MediaType.Jpeg)));
        Assert.That((ComponentsOf(cmyk), ComponentsOf(bytes)), Is.EqualTo((4, 3)));
        Assert.That(bytes.AsSpan().IndexOf("ICC_PROFILE"u8), Is.Negative);
        Assert.That(bytes.AsSpan().IndexOf("Adobe"u8), Is.Negative);
        using SKBitmap seen = SKBitmap.Decode(bytes), half = SKBitmap.Decode((await HalfOf(original)).AsSpan());
        using SKBitmap halved = seen.Resize(half.Info, new SKSamplingOptions(SKCubicResampler.Mitchell));
        Assert.That(Ssim.Of(halved, half), Is.GreaterThan(0.9), "the same colors as in a smaller thumbnail");
    }

    private async Task<byte[]> HalfOf(Shop.UserPicture original) =>
        await (await User.Picture.GenerateThumbnailAsync(Db, width: original.Width / 2, store: Store)).MakeBlobAsync(Store);

    private static int ComponentsOf(byte[] jpeg)
    {
        int at = 2;
        while (!FrameMarkers.Contains(jpeg[at + 1]))
            at += 2 + (jpeg[at + 2] << 8) + jpeg[at + 3];
        return jpeg[at + 9];
    }
}
