using ImageAttach.ImageSets;
using ImageAttach.Imaging;
using ImageAttach.Tests.Support;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

internal sealed class StripMetadataTests
{
    private const string Secret = "52°31'N 13°24'E";

    private static readonly ImageLimits Stripping = new() { StripMetadata = true };
    private static readonly byte[] SecretBytes = System.Text.Encoding.UTF8.GetBytes(Secret);
    private static readonly string[] Types = [MediaType.Jpeg, MediaType.Png, MediaType.WebP];
    private static readonly string[] MutatedTypes = [.. Types, MediaType.Gif, MediaType.Ico];

    [Test]
    public async Task Metadata_is_gone_and_every_pixel_and_the_orientation_are_as_before(
        [ValueSource(nameof(Types))] string mimeType, [Range(1, 8)] int orientation)
    {
        byte[] original = WithSecrets(mimeType, orientation);

        byte[] stripped = await StripAsync(original);

        Assert.That(original.AsSpan().IndexOf(SecretBytes), Is.Positive);
        Assert.That(stripped.AsSpan().IndexOf(SecretBytes), Is.Negative);
        Assert.That(stripped, Has.Length.LessThan(original.Length));
        Assert.That(Codec.ReadHeader(stripped), Is.EqualTo(Codec.ReadHeader(original)));
        Assert.That(StoredPixels(stripped), Is.EqualTo(StoredPixels(original)));
        Assert.That(Codec.MakeThumbnail(stripped, 20, 20).Content, Is.EqualTo(Codec.MakeThumbnail(original, 20, 20).Content));
        Assert.That(await StripAsync(stripped), Is.EqualTo(stripped), "There is nothing left to take out.");
    }

    [TestCaseSource(nameof(Types))]
    public async Task Colour_profiles_stay(string mimeType)
    {
        using SKColorSpace wideGamut = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        using SKBitmap bitmap = new(new SKImageInfo(40, 30, SKColorType.Rgba8888, SKAlphaType.Opaque, wideGamut));
        bitmap.Erase(new SKColor(200, 100, 50));
        byte[] original = Pictures.Encode(bitmap, mimeType switch
        {
            MediaType.Jpeg => SKEncodedImageFormat.Jpeg,
            MediaType.Png => SKEncodedImageFormat.Png,
            _ => SKEncodedImageFormat.Webp,
        }, 90);

        byte[] stripped = await StripAsync(original);

        byte[] name = System.Text.Encoding.ASCII.GetBytes(mimeType switch { MediaType.Jpeg => "ICC_PROFILE", MediaType.Png => "iCCP", _ => "ICCP" });
        Assert.That(original.AsSpan().IndexOf(name), Is.Positive, "The original has a profile.");
        Assert.That(stripped.AsSpan().IndexOf(name), Is.Positive);
        Assert.That(Codec.MakeThumbnail(stripped, 8, 6).Content, Is.EqualTo(Codec.MakeThumbnail(original, 8, 6).Content));
    }

    [Test]
    public async Task A_progressive_jpeg_with_comments_between_its_scans_stays_the_same_picture()
    {
        byte[] jpeg = Pictures.Jpeg(40, 30);
        int scan = jpeg.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        byte[] original = [.. jpeg.AsSpan(0, scan), .. JpegParts.Segment(0xFE, SecretBytes), .. jpeg.AsSpan(scan, jpeg.Length - scan - 2), .. JpegParts.Segment(0xED, SecretBytes), 0xFF, 0xD9];
        Assert.That(await StripAsync(original), Is.EqualTo(jpeg));
    }

    [Test]
    public async Task A_preview_inside_jfif_is_taken_out()
    {
        byte[] jpeg = Pictures.Jpeg(40, 30);
        byte[] jfif = JpegParts.Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 2, 1, 1, 2, 3, 4, 5, 6]);
        int rest = jpeg.AsSpan(4).IndexOf((byte)0xFF) + 4;
        byte[] original = [0xFF, 0xD8, .. jfif, .. jpeg.AsSpan(rest)];
        Assert.That(await StripAsync(original), Is.EqualTo((byte[])[0xFF, 0xD8, .. JpegParts.Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]), .. jpeg.AsSpan(rest)]));
    }

    [Test]
    public async Task An_animation_keeps_its_frames()
    {
        byte[] animation = WebPParts.Animation(Pictures.WebP(12, 8), 12, 8, frames: 4);
        Assert.That(await StripAsync(animation), Is.EqualTo(animation));
    }

    [Test]
    public async Task A_gif_loses_comments_and_xmp_and_keeps_its_frames_and_loop_count()
    {
        byte[] loop = [0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 3, 0, 0];
        byte[] clean = GifParts.WithExtensions(loop);
        byte[] comment = [0x21, 0xFE, (byte)SecretBytes.Length, .. SecretBytes, 0];
        byte[] xmp = [0x21, 0xFF, 11, .. "XMP DataXMP"u8, (byte)SecretBytes.Length, .. SecretBytes, 0];
        byte[] original = [.. GifParts.WithExtensions(comment, loop, xmp), .. SecretBytes];

        Assert.That(await StripAsync(original), Is.EqualTo(clean));
    }

    [Test]
    public async Task An_icon_loses_the_metadata_of_the_png_files_in_it()
    {
        byte[] bitmap = IcoParts.Bitmap(Pictures.Of(MediaType.Bmp, 16, 16));
        byte[] png = Pictures.Png(40, 30);
        byte[] withText = [.. png.AsSpan(0, 33), .. PngParts.Chunk("tEXt"u8, SecretBytes), .. png.AsSpan(33)];

        byte[] stripped = await StripAsync([.. IcoParts.Of(withText, bitmap), .. SecretBytes]);

        Assert.That(stripped, Is.EqualTo(IcoParts.Of(png, bitmap)));
    }

    [Test]
    public void An_icon_with_a_png_that_is_cut_short_is_refused()
    {
        byte[] png = Pictures.Png(40, 30), icon = IcoParts.Of(png[..(png.Length / 2)]);
        Assert.That(async () => await StripAsync(icon), Throws.TypeOf<ImageFormatException>().With.Message.Contains(MediaType.Ico));
    }

    [Test]
    public async Task A_bitmap_has_no_metadata_and_stays_as_it_is()
    {
        byte[] bitmap = Pictures.Of(MediaType.Bmp, 8, 8);
        Assert.That(await StripAsync(bitmap), Is.EqualTo(bitmap));
    }

    [Test]
    public async Task A_file_cut_short_or_mutated_never_comes_out_as_another_picture()
    {
        Random random = new(7);
        foreach (string mimeType in MutatedTypes)
        {
            byte[] original = Types.Contains(mimeType) ? WithSecrets(mimeType, 6) : Pictures.Of(mimeType, 8, 8);
            for (int i = 0; i < 300; i++)
            {
                byte[] mutation = [.. original];
                mutation[random.Next(mutation.Length)] = (byte)random.Next(256);
                if (i % 3 == 0)
                    mutation = mutation[..random.Next(mutation.Length)];
                try
                {
                    byte[] stripped = await StripAsync(mutation);
                    Assert.That(Codec.ReadHeader(stripped), Is.EqualTo(Codec.ReadHeader(mutation)));
                }
                catch (ImageAttachException)
                {
                    // Refused, as it should be.
                }
            }
        }
    }

    private static async Task<byte[]> StripAsync(byte[] file)
    {
        // Not from the stream's beginning, and few bytes at a time.
        using ShortReadStream stream = new([1, 2, 3, .. file]) { Position = 3 };
        await using BufferedUpload upload = await BufferedUpload.CreateAsync(stream, long.MaxValue, CancellationToken.None);
        await UploadValidator.ValidateAsync(upload, Stripping, CancellationToken.None);
        return await upload.ReadAllAsync(CancellationToken.None);
    }

    private static byte[] WithSecrets(string mimeType, int orientation)
    {
        byte[] exif = [.. Exif.WithOrientation(orientation), .. SecretBytes];
        switch (mimeType)
        {
            case MediaType.Jpeg:
                byte[] jpeg = JpegParts.WithExif(Pictures.Jpeg(40, 30), exif);
                byte[] xmp = JpegParts.Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. SecretBytes]);
                byte[] iptc = JpegParts.Segment(0xED, [.. "Photoshop 3.0\0"u8, .. SecretBytes]);
                return [.. jpeg.AsSpan(0, 2), .. xmp, .. iptc, .. JpegParts.Segment(0xFE, SecretBytes), .. jpeg.AsSpan(2), .. SecretBytes];
            case MediaType.Png:
                byte[] png = PngParts.WithExif(Pictures.Png(40, 30), exif, behindPixels: orientation % 2 == 0);
                byte[] texts = [.. PngParts.Chunk("tEXt"u8, SecretBytes), .. PngParts.Chunk("iTXt"u8, SecretBytes), .. PngParts.Chunk("zTXt"u8, SecretBytes), .. PngParts.Chunk("tIME"u8, new byte[7]), .. PngParts.Chunk("prVt"u8, SecretBytes)];
                return [.. png.AsSpan(0, 33), .. texts, .. png.AsSpan(33), .. SecretBytes];
            default:
                return WebPParts.WithExif(Pictures.WebP(40, 30), 40, 30, exif);
        }
    }

    private static byte[] StoredPixels(byte[] file)
    {
        using SKBitmap bitmap = Codec.Decode(file);
        return bitmap.Bytes;
    }
}
