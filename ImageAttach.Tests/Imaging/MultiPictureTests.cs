using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>What phones add to a photograph: previews, second pictures, and gain maps for bright screens.</summary>
internal sealed class MultiPictureTests
{
    private static readonly byte[] Primary = Pictures.Profiled(SKEncodedImageFormat.Jpeg, 80, 60, seed: 1);

    // MPF's index, the gain map's version, its XMP, and the gain map itself behind the primary picture.
    private static readonly byte[] Photograph =
    [
        .. Primary[..2],
        .. JpegParts.Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\" hdrgm:Version=\"1.0\"/>"u8]),
        .. JpegParts.Segment(0xE2, [.. "urn:iso:std:iso:ts:21496:-1\0"u8, 0, 0, 0, 0]),
        .. JpegParts.Segment(0xE2, [.. "MPF\0MM\0*"u8, .. new byte[80]]),
        .. Primary[2..],
        .. Pictures.Jpeg(40, 30, seed: 2),
    ];

    [Test]
    public void The_primary_picture_is_shown_in_its_own_colors()
    {
        Assert.That(Codec.ReadHeader(Photograph), Is.EqualTo(Codec.ReadHeader(Primary)));
        Assert.That(Codec.MakeThumbnail(Photograph, 40, 30).Content, Is.EqualTo(Codec.MakeThumbnail(Primary, 40, 30).Content));
    }

    [Test]
    public void A_second_picture_that_is_cut_does_not_matter() =>
        Assert.That(Codec.ReadHeader(Photograph[..^500], new ImageLimits { AllowDamaged = true }).IsDamaged, Is.False);

    [Test]
    public void Without_metadata_the_primary_picture_is_left()
    {
        using MemoryStream stripped = new();
        new ImagingEngine().RemoveMetadata(new MemoryStream(Photograph), stripped);

        Assert.That(stripped.ToArray().AsSpan().IndexOf("MPF\0"u8), Is.EqualTo(-1));
        Assert.That(stripped.Length, Is.EqualTo(Primary.Length));
        Assert.That(Codec.MakeThumbnail(stripped.ToArray(), 40, 30).Content, Is.EqualTo(Codec.MakeThumbnail(Primary, 40, 30).Content));
    }
}
