using System.Text;
using ImageAttach.Tests.Imaging;
using ImageAttach.Vector;

namespace ImageAttach.Tests.Vector;

/// <summary>What <see cref="ImageLimits.StripMetadata"/> removes from drawings.</summary>
public sealed class SvgMetadataTests : CodecsInUse
{
    [TestCase("<!-- secret --><rect width='9' height='9'/>")]
    [TestCase("<metadata><a xmlns='urn:x'>secret</a></metadata><rect width='9' height='9'/>")]
    [TestCase("<sodipodi:namedview xmlns:sodipodi='urn:sodipodi' who='secret'/><rect width='9' height='9' sodipodi:path='secret' xmlns:sodipodi='urn:sodipodi'/>")]
    [TestCase("<?editor secret?><rect width='9' height='9'></rect>")]
    public void What_only_editors_read_is_gone_and_the_picture_stays(string content)
    {
        byte[] original = Drawings.Svg("width='10' height='10'", content);

        byte[] stripped = Strip(original);

        Assert.That(Encoding.UTF8.GetString(stripped), Does.Not.Contain("secret").And.Not.Contain("sodipodi").And.Not.Contain("drawn by hand"));
        Assert.That(Pixels(stripped), Is.EqualTo(Pixels(original)));
        Assert.That(Strip(stripped), Is.EqualTo(stripped), "There is nothing left to remove.");
    }

    [Test]
    public void Text_styles_links_and_entities_stay()
    {
        byte[] original = Encoding.UTF8.GetBytes(
            "<!DOCTYPE svg [<!ENTITY grün '#0a0'>]><svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='40' height='20'>" +
            "<title>A &amp; B</title><style><![CDATA[ rect > a { fill: red } ]]></style><defs><rect id='r' width='9' height='9' fill='&grün;'/></defs>" +
            "<use xlink:href='#r'/><text xml:space='preserve' y='15'>  two  blanks </text></svg>");

        string stripped = Encoding.UTF8.GetString(Strip(original));

        Assert.That(stripped, Does.Contain("<title>A &amp; B</title>").And.Contain("<![CDATA[ rect > a { fill: red } ]]>").And.Contain("xlink:href=\"#r\"").And.Contain("  two  blanks "));
        Assert.That(Pixels(Encoding.UTF8.GetBytes(stripped)), Is.EqualTo(Pixels(original)));
    }

    [Test]
    public void Metadata_of_an_embedded_photograph_is_gone()
    {
        byte[] photograph = JpegParts.WithExif(Pictures.Jpeg(40, 30), [.. Exif.WithOrientation(6), .. "secret"u8]);
        byte[] original = Drawings.Svg("width='40' height='30'", $"<image width='40' height='30' xlink:href='data:image/jpeg;base64,{Convert.ToBase64String(photograph)}'/>");

        string stripped = Encoding.UTF8.GetString(Strip(original));

        string embedded = stripped[(stripped.IndexOf(";base64,", StringComparison.Ordinal) + 8)..];
        byte[] image = Convert.FromBase64String(embedded[..embedded.IndexOf('"', StringComparison.Ordinal)]);
        Assert.That(image.AsSpan().IndexOf("secret"u8), Is.Negative);
        Assert.That(Imaging.Codec.ReadHeader(image), Is.EqualTo(Imaging.Codec.ReadHeader(photograph)));
    }

    [TestCase("<svg xmlns='http://www.w3.org/2000/svg'><rect></svg>")]
    [TestCase("<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>" +
        "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'><!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>]><svg xmlns='http://www.w3.org/2000/svg'>&e;</svg>")]
    [TestCase("<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/png;base64,!!!'/></svg>")]
    [TestCase("<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/png;base64,iVBORw0KGgo='/></svg>")]
    public void A_broken_drawing_is_refused(string drawing) =>
        Assert.That(() => Strip(Encoding.UTF8.GetBytes(drawing)), Throws.TypeOf<ImageFormatException>());

    [Test]
    public void A_pdf_is_refused_and_the_option_named()
    {
        using MemoryStream file = new(Drawings.Pdf());
        IImageCodec codec = new PdfCodec();
        Assert.That(codec.TryRemoveMetadata(file, Stream.Null), Is.False);
        Assert.That(() => ImageMetadata.Remove(file, Stream.Null),
            Throws.TypeOf<ImageFormatException>().With.Message.Contains(MediaType.Pdf).And.Message.Contains("ImageLimits.StripMetadata"));
    }

    private static byte[] Strip(byte[] drawing)
    {
        using MemoryStream file = new(drawing);
        using MemoryStream stripped = new();
        ImageMetadata.Remove(file, stripped);
        return stripped.ToArray();
    }

    private static byte[] Pixels(byte[] drawing) => new SvgCodec(CodecsInUse.Unhurried).Decode(drawing, new ImageSize(40, 40), CancellationToken.None).Pixels.ToArray();
}
