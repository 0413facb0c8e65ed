using ImageAttach.Tests.Imaging;

namespace ImageAttach.Tests.Vector;

/// <summary>What happens to uploads that nobody reads.</summary>
internal sealed class WithoutCodecTests
{
    [Test]
    public void A_drawing_is_refused_and_the_package_and_the_call_are_named() => Assert.That(
        () => Codec.ReadHeader(Drawings.Svg()),
        Throws.TypeOf<ImageFormatException>().With.Message.Contains("ImageAttach.Vector").And.Message.Contains("new SvgCodec()").And.Message.Contains("ImageAttachSettings.Codecs"));

    [Test]
    public void A_document_is_refused_and_the_package_and_the_call_are_named() => Assert.That(
        () => Codec.ReadHeader(Drawings.Pdf()),
        Throws.TypeOf<ImageFormatException>().With.Message.Contains("ImageAttach.Vector").And.Message.Contains("new PdfCodec()").And.Message.Contains("ImageAttachSettings.Codecs"));

    [TestCase("49492A00", "image/tiff", "new TiffCodec()")]
    [TestCase("4D4D002A", "image/tiff", "new TiffCodec()")]
    [TestCase("00000020667479706176696600000000", "image/avif", "new AvifCodec()")]
    [TestCase("00000018667479706D696631000000006D69663161766966", "image/avif", "new AvifCodec()")]
    [TestCase("00000018667479706865696300000000", "image/heic", "new HeicCodec()")]
    [TestCase("00000018667479706D69663100000000", "image/heic", "new HeicCodec()")]
    [TestCase("0000000C4A584C200D0A870A", "image/jxl", "new JpegXlCodec()")]
    [TestCase("FF0A", "image/jxl", "new JpegXlCodec()")]
    public void An_image_of_a_further_format_is_refused_and_the_package_and_the_call_are_named(string beginning, string mimeType, string codec) => Assert.That(
        () => Codec.ReadHeader(Convert.FromHexString(beginning)),
        Throws.TypeOf<ImageFormatException>().With.Message.Contains(mimeType).And.Message.Contains("ImageAttach.Formats").And.Message.Contains(codec).And.Message.Contains("ImageAttachSettings.Codecs"));

    [TestCase("0000000C6A5020200D0A870A", "image/jp2")]
    public void Other_types_are_refused_by_their_names(string beginning, string mimeType) => Assert.That(
        () => Codec.ReadHeader(Convert.FromHexString(beginning)),
        Throws.TypeOf<ImageFormatException>().With.Message.Contains(mimeType).And.Message.Contains("ImageAttachSettings.Codecs"));

    [Test]
    public void Types_that_cannot_be_read_are_not_among_those_allowed() =>
        Assert.That(ImageAttachSettings.Current.Engine.MediaTypes, Does.Contain(MediaType.Png).And.Not.Contain(MediaType.Svg));
}
