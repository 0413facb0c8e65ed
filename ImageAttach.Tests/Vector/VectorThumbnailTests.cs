using ImageAttach.Imaging;
using ImageAttach.Tests.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Vector;

internal sealed class VectorThumbnailTests : CodecsInUse
{
    [TestCase(150, 150)]
    [TestCase(450, 450)]
    [TestCase(900, 900)]
    [TestCase(1, 1)]
    public void TH_14_A_drawing_is_drawn_as_png_at_the_wanted_size(int width, int height)
    {
        EncodedImage thumbnail = Codec.MakeThumbnail(Drawings.Svg(), width, height);
        using SKBitmap seen = Codec.Decode(thumbnail.Content);
        Assert.That(thumbnail.MimeType, Is.EqualTo(MediaType.Png));
        Assert.That((seen.Width, seen.Height), Is.EqualTo((width, height)));
    }

    [Test]
    public void TH_14_A_drawing_keeps_its_colours_and_what_is_transparent_in_it()
    {
        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(Drawings.Svg(seed: 1), 90, 90).Content);
        Assert.Multiple(() =>
        {
            AssertAlike(seen.GetPixel(10, 10), new SKColor(200, 30, 30, 128));
            Assert.That(seen.GetPixel(85, 5).Alpha, Is.Zero);
            AssertAlike(seen.GetPixel(65, 45), new SKColor(0x1F, 0x3B, 0x57));
        });
    }

    [Test]
    public void TH_14_A_drawing_is_sharp_however_large_the_thumbnail()
    {
        byte[] svg = Drawings.Svg("width='10' height='10'", "<rect width='5' height='10'/>");
        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(svg, 1000, 1000).Content);
        Assert.That(((int)seen.GetPixel(499, 500).Alpha, (int)seen.GetPixel(500, 500).Alpha), Is.EqualTo((255, 0)));
    }

    [Test]
    public void TH_14_Text_is_drawn_in_the_font_that_is_always_there()
    {
        byte[] svg = Drawings.Svg("width='100' height='40'", "<text x='5' y='30' font-size='30' font-family='No Such Font'>ÄΩЖ</text>");
        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(svg, 100, 40).Content);
        Assert.That(seen.Pixels.Count(pixel => pixel.Alpha > 200), Is.GreaterThan(200));
    }

    [TestCase(1)]
    [TestCase(10)]
    public void TH_14_Of_a_document_the_first_page_is_drawn_on_white(int pages)
    {
        EncodedImage thumbnail = Codec.MakeThumbnail(Drawings.Pdf(pages: pages), 421, 298);
        using SKBitmap seen = Codec.Decode(thumbnail.Content);
        Assert.Multiple(() =>
        {
            Assert.That(thumbnail.MimeType, Is.EqualTo(MediaType.Png));
            Assert.That((seen.Width, seen.Height), Is.EqualTo((421, 298)));
            AssertAlike(seen.GetPixel(100, 100), new SKColor(200, 30, 30));
            AssertAlike(seen.GetPixel(400, 280), SKColors.White);
        });
    }

    [Test]
    public void TH_14_A_turned_page_is_drawn_as_it_is_read()
    {
        byte[] pdf = Drawings.PdfPage("/MediaBox [0 0 200 100] /Rotate 90", "1 0 0 rg 0 0 50 50 re f");
        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(pdf, 100, 200).Content);
        // What lies at the lower left of the sheet comes to the upper left when it is turned clockwise.
        AssertAlike(seen.GetPixel(20, 20), SKColors.Red);
        AssertAlike(seen.GetPixel(80, 180), SKColors.White);
    }

    [Test]
    public void Many_drawings_at_once_come_out_alike()
    {
        byte[] svg = Drawings.Svg(), pdf = Drawings.Pdf();
        byte[][] expected = [Codec.MakeThumbnail(svg, 60, 60).Content, Codec.MakeThumbnail(pdf, 60, 42).Content];
        byte[][][] made = [.. Enumerable.Range(0, 32).AsParallel().Select(_ =>
            new[] { Codec.MakeThumbnail(svg, 60, 60).Content, Codec.MakeThumbnail(pdf, 60, 42).Content })];
        Assert.That(made, Is.All.EqualTo(expected));
    }

    private static void AssertAlike(SKColor seen, SKColor expected) => Assert.That(
        new[] { seen.Red - expected.Red, seen.Green - expected.Green, seen.Blue - expected.Blue, seen.Alpha - expected.Alpha }.Max(Math.Abs),
        Is.LessThanOrEqualTo(3),
        $"{seen} instead of {expected}");
}
