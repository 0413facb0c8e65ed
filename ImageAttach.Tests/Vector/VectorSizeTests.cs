using System.Text;
using ImageAttach.Imaging;
using ImageAttach.Tests.Imaging;

namespace ImageAttach.Tests.Vector;

internal sealed class VectorSizeTests : CodecsInUse
{
    [TestCase("width='450' height='450'", 450, 450)]
    [TestCase("viewBox='0 0 24 12'", 24, 12)]
    [TestCase("width='48' viewBox='0 0 24 12'", 48, 12)]
    [TestCase("width='100%' height='100%' viewBox='0 0 300 200'", 300, 200)]
    [TestCase("width='1in' height='2.54cm'", 96, 96)]
    [TestCase("width='10.4' height='0.2'", 10, 1)]
    [TestCase("", 5, 6)]
    public void The_size_of_a_drawing_is_its_own_or_its_view_boxs(string attributes, int width, int height)
    {
        ImageHeader header = Codec.ReadHeader(Drawings.Svg(attributes, "<rect width='5' height='6'/>"));
        Assert.That((header.MimeType, header.Size), Is.EqualTo((MediaType.Svg, new ImageSize(width, height))));
    }

    [TestCase("/MediaBox [0 0 842 595]", 842, 595)]
    [TestCase("/MediaBox [0 0 842 595] /CropBox [100 100 400 200]", 300, 100)]
    [TestCase("/MediaBox [0 0 842 595] /Rotate 90", 595, 842)]
    [TestCase("/MediaBox [-10 -10 90.4 40]", 100, 50)]
    public void The_size_of_a_document_is_what_is_seen_of_its_first_page(string entries, int width, int height)
    {
        ImageHeader header = Codec.ReadHeader(Drawings.PdfPage(entries));
        Assert.That((header.MimeType, header.Size), Is.EqualTo((MediaType.Pdf, new ImageSize(width, height))));
    }

    [Test]
    public void A_document_of_ten_pages_has_the_size_of_its_first() =>
        Assert.That(Codec.ReadHeader(Drawings.Pdf()).Size, Is.EqualTo(new ImageSize(842, 595)));

    [TestCase("<svg/>")]
    [TestCase("\uFEFF \r\n<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>")]
    [TestCase("<!-- a --><!-- b --><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x.dtd\"><svg/>")]
    [TestCase("<s:svg xmlns:s='http://www.w3.org/2000/svg'/>")]
    public void A_drawing_is_known_by_its_root(string text) => Assert.That(TypeOf(text), Is.EqualTo(MediaType.Svg));

    [TestCase("<html><svg/></html>")]
    [TestCase("<!DOCTYPE html><svg/>")]
    [TestCase("<svgs/>")]
    [TestCase("<!-- <svg> never ends")]
    [TestCase("<svg")]
    [TestCase("svg")]
    [TestCase("picture.svg")]
    public void What_only_speaks_of_drawings_is_none(string text) => Assert.That(TypeOf(text), Is.Null);

    [TestCase(MediaType.Svg)]
    [TestCase(MediaType.Pdf)]
    public void The_stream_is_read_from_its_position_and_left_there(string mimeType)
    {
        using MemoryStream stream = new([1, 2, 3, .. mimeType == MediaType.Svg ? Drawings.Svg() : Drawings.Pdf()]) { Position = 3 };
        ImageAttachSettings.Current.Engine.ReadHeader(stream, ImageLimits.Default);
        Assert.That(stream.Position, Is.EqualTo(3));
    }

    private static string? TypeOf(string text) => ImageAttach.Imaging.FileSignature.TypeOf(Encoding.UTF8.GetBytes(text));
}
