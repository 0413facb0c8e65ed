using ImageAttach.Imaging.Formats;
using ImageAttach.Imaging.Skia;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>SkiaSharp 4.155.0 writes past its buffer when it decodes a lossless JPEG at reduced size.</summary>
internal sealed class LosslessJpegTests
{
    [Test]
    public void Only_frames_whose_transform_scales_are_decoded_reduced(
        [Values(0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)] int marker)
    {
        var file = JpegParts.Lossless(16, 16);
        file[file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC3]) + 1] = (byte)marker;
        using var stream = new MemoryStream(file);

        var facts = ContainerReader.Read(stream, ImageLimits.Default);

        Assert.That(facts.CanDecodeReduced, Is.EqualTo(marker is 0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA));
    }

    [Test]
    public void A_lossless_jpeg_is_planned_at_full_size_and_a_usual_one_reduced()
    {
        Assert.Multiple(() =>
        {
            Assert.That(PlanFor(JpegParts.Lossless(800, 600)).Info.Width, Is.EqualTo(800));
            Assert.That(PlanFor(Pictures.Jpeg(800, 600)).Info.Width, Is.LessThan(800).And.GreaterThanOrEqualTo(120));
        });
    }

    [Test]
    public void A_lossless_jpeg_gives_a_right_thumbnail()
    {
        using var seen = Codec.Decode(Codec.MakeThumbnail(JpegParts.Lossless(800, 600), 80, 60).Content);

        Assert.That(seen.Pixels.All(p => Math.Abs(p.Red - 128) <= 2 && p.Red == p.Green && p.Green == p.Blue));
    }

    [Test]
    public void Every_reduced_destination_has_room_for_a_row_at_full_width()
    {
        var plan = new DecodePlan(new SKImageInfo(100, 75, SKColorType.Rgba8888, SKAlphaType.Opaque), FullWidth: 800);

        Assert.That(plan.BytesFor(16), Is.EqualTo((100 * 4 * 16) + (800 * 4)));
    }

    private static DecodePlan PlanFor(byte[] file)
    {
        using var stream = new MemoryStream(file);
        var facts = ContainerReader.Read(stream, ImageLimits.Default);
        using var data = SKData.CreateCopy(file);
        using var codec = SkiaHeader.Open(data, facts, ImageLimits.Default);
        return DecodePlan.For(codec, facts, new ImageSize(80, 60));
    }
}
