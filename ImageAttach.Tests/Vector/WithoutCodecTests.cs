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

    [TestCase("49492A00", "image/tiff")]
    [TestCase("4D4D002A", "image/tiff")]
    [TestCase("00000020667479706176696600000000", "image/avif")]
    [TestCase("00000018667479706865696300000000", "image/heic")]
    [TestCase("00000018667479706D69663100000000", "image/heic")]
    [TestCase("0000000C4A584C200D0A870A", "image/jxl")]
    [TestCase("0000000C6A5020200D0A870A", "image/jp2")]
    public void Other_types_are_refused_by_their_names(string beginning, string mimeType) => Assert.That(
        () => Codec.ReadHeader(Convert.FromHexString(beginning)),
        Throws.TypeOf<ImageFormatException>().With.Message.Contains(mimeType).And.Message.Contains("ImageAttachSettings.Codecs"));

    [Test]
    public void Types_that_cannot_be_read_are_not_among_those_allowed() =>
        Assert.That(ImageAttachSettings.Current.Engine.MediaTypes, Does.Contain(MediaType.Png).And.Not.Contain(MediaType.Svg));
}
