using ImageAttach.Imaging;
using ImageAttach.Imaging.Containers;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

internal sealed class OrientationTests
{
    private const int Width = 64;
    private const int Height = 48;

    private static readonly SKColor[] Corners = [SKColors.Red, SKColors.Lime, SKColors.Blue, SKColors.White];

    public static IEnumerable<TestCaseData> Files =>
        from orientation in Enumerable.Range(1, 8)
        from kind in new[] { "jpeg", "png" }
        select new TestCaseData(kind, orientation);

    [TestCaseSource(nameof(Files))]
    public void ATT_19_Size_and_thumbnail_are_upright(string kind, int orientation)
    {
        var file = FileOf(kind, orientation);

        var header = Codec.ReadHeader(file);
        using var thumbnail = Codec.Decode(Codec.MakeThumbnail(file, Width / 2, Height / 2).Content);

        Assert.Multiple(() =>
        {
            Assert.That(header.Size, Is.EqualTo(new ImageSize(Width, Height)));
            Assert.That((thumbnail.Width, thumbnail.Height), Is.EqualTo((Width / 2, Height / 2)));
            Assert.That(NearestCorners(thumbnail), Is.EqualTo(Corners));
        });
    }

    // As browsers show the original.
    [Test]
    public void Exif_of_webp_and_behind_the_pixels_of_png_is_ignored([Values("png, EXIF behind the pixels", "webp")] string kind, [Values(3, 6)] int orientation)
    {
        var file = FileOf(kind, orientation);
        using var stored = Stored(orientation);

        Assert.That(Codec.ReadHeader(file).Size, Is.EqualTo(new ImageSize(stored.Width, stored.Height)));
        using var thumbnail = Codec.Decode(Codec.MakeThumbnail(file, stored.Width, stored.Height).Content);
        Assert.That(NearestCorners(thumbnail), Is.EqualTo(NearestCorners(stored)));
    }

    [Test]
    public void ATT_19_Skia_reads_the_same_orientation_where_it_reads_any([Range(1, 8)] int orientation, [Values] bool bigEndian)
    {
        var exif = Exif.WithOrientation(orientation, bigEndian);
        using var data = SKData.CreateCopy(JpegParts.WithExif(Pictures.Jpeg(8, 8), exif));
        using var codec = SKCodec.Create(data);

        Assert.Multiple(() =>
        {
            Assert.That((int)codec.EncodedOrigin, Is.EqualTo(orientation));
            Assert.That(ExifOrientation.Read(exif), Is.EqualTo(new Orientation(orientation)));
        });
    }

    [TestCase(0)]
    [TestCase(9)]
    [TestCase(65535)]
    public void An_orientation_that_does_not_exist_is_taken_for_upright(int orientation) =>
        Assert.That(ExifOrientation.Read(Exif.WithOrientation(orientation)), Is.EqualTo(Orientation.Upright));

    [Test]
    public void Exif_cut_short_or_damaged_is_taken_for_upright_or_read_but_never_thrown_at()
    {
        var exif = Exif.WithOrientation(6);
        for (var length = 0; length < exif.Length; length++)
            Assert.That(() => ExifOrientation.Read(exif.AsSpan(0, length)).Value, Is.InRange(1, 8));
        for (var i = 0; i < exif.Length; i++)
        {
            var damaged = exif.ToArray();
            damaged[i] = 0xFF;
            Assert.That(() => ExifOrientation.Read(damaged).Value, Is.InRange(1, 8));
        }
    }

    private static byte[] FileOf(string kind, int orientation)
    {
        using var stored = Stored(orientation);
        var exif = Exif.WithOrientation(orientation);
        return kind switch
        {
            "jpeg" => JpegParts.WithExif(Pictures.Encode(stored, SKEncodedImageFormat.Jpeg, 95), exif),
            "webp" => WebPParts.WithExif(Pictures.Encode(stored, SKEncodedImageFormat.Webp, 95), stored.Width, stored.Height, exif),
            _ => PngParts.WithExif(Pictures.Encode(stored, SKEncodedImageFormat.Png, 100), exif, kind != "png"),
        };
    }

    // The picture as a camera would store it, put in place pixel by pixel from what EXIF says of the stored
    // row 0 and column 0: 6, for instance, means that row 0 is seen at the right and column 0 at the top.
    private static SKBitmap Stored(int orientation)
    {
        var lies = orientation >= 5;
        var stored = new SKBitmap(new SKImageInfo(lies ? Height : Width, lies ? Width : Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (var row = 0; row < stored.Height; row++)
        {
            for (var column = 0; column < stored.Width; column++)
            {
                var (x, y) = orientation switch
                {
                    1 => (column, row),
                    2 => (Width - 1 - column, row),
                    3 => (Width - 1 - column, Height - 1 - row),
                    4 => (column, Height - 1 - row),
                    5 => (row, column),
                    6 => (Width - 1 - row, column),
                    7 => (Width - 1 - row, Height - 1 - column),
                    _ => (row, Height - 1 - column),
                };
                stored.SetPixel(column, row, Corners[(y < Height / 2 ? 0 : 2) + (x < Width / 2 ? 0 : 1)]);
            }
        }

        return stored;
    }

    private static IEnumerable<SKColor> NearestCorners(SKBitmap thumbnail) =>
        from place in new[] { (1, 1), (3, 1), (1, 3), (3, 3) }
        let seen = thumbnail.GetPixel(thumbnail.Width * place.Item1 / 4, thumbnail.Height * place.Item2 / 4)
        select Corners.MinBy(c => Math.Abs(c.Red - seen.Red) + Math.Abs(c.Green - seen.Green) + Math.Abs(c.Blue - seen.Blue));
}
