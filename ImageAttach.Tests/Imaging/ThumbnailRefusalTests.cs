using ImageAttach.Imaging;

namespace ImageAttach.Tests.Imaging;

internal sealed class ThumbnailRefusalTests
{
    [Test]
    public void A_png_whose_pixels_are_cut_out_is_refused_although_its_chunks_are_whole()
    {
        var png = Pictures.Png(200, 150);
        var data = png.AsSpan().IndexOf("IDAT"u8);
        byte[] broken = [.. png.AsSpan(0, data - 4), .. PngParts.Chunk("IDAT"u8, png[(data + 4)..(data + 2000)]), .. PngParts.Chunk("IEND"u8, [])];

        Assert.Multiple(() =>
        {
            Assert.That(() => Codec.ReadHeader(broken), Throws.Nothing);
            Assert.That(() => Codec.MakeThumbnail(broken, 20, 15), Throws.TypeOf<ImageFormatException>());
        });
    }

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void A_file_cut_in_half_is_refused(string mimeType)
    {
        byte[] file = Pictures.Of(mimeType, 60, 40);
        Assert.Throws<ImageFormatException>(() => Codec.ReadHeader(file[..(file.Length / 2)]));
    }

    [Test]
    public void An_empty_file_gives_no_thumbnail() => Assert.Throws<ImageFormatException>(() => Codec.MakeThumbnail([], 30, 20));

    [TestCase(ThumbnailFormat.Jpeg, 65_536)]
    [TestCase(ThumbnailFormat.WebP, 16_384)]
    public void A_side_that_the_format_cannot_have_is_refused(ThumbnailFormat format, int side) => Assert.Throws<ImageLimitException>(
        () => Codec.MakeThumbnail(Pictures.Jpeg(8, 8), new ThumbnailSpec(new ImageSize(side, 1), new ThumbnailOptions { Format = format }), CancellationToken.None));

    [Test]
    public void Size_zero_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Codec.MakeThumbnail(Pictures.Jpeg(8, 8), 0, 1));

    [TestCaseSource(typeof(Codec), nameof(Codec.Types))]
    public void Cancelling_stops_the_work(string mimeType) =>
        Assert.Throws<OperationCanceledException>(() => Codec.MakeThumbnail(
            Pictures.Of(mimeType, 60, 40), new ThumbnailSpec(new ImageSize(30, 20)), new CancellationToken(canceled: true)));
}
