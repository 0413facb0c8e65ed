using ImageAttach.Imaging.Containers;
using ImageAttach.Imaging.Codecs.Skia;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>SkiaSharp 4.155.0 writes past its buffer when it decodes a lossless JPEG at reduced size.</summary>
internal sealed class LosslessJpegTests
{
    private const int Eighth = 8;

    [Test]
    public void Only_frames_whose_transform_scales_are_let_through(
        [Values(0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF)] int marker)
    {
        var file = JpegParts.Lossless(16, 16);
        file[file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC3]) + 1] = (byte)marker;
        using var stream = new MemoryStream(file);

        if (marker is 0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA)
            Assert.That(ContainerReader.Read(MediaType.Jpeg, stream, ImageLimits.Default).CanDecodeReduced);
        else
            Assert.Throws<ImageFormatException>(() => ContainerReader.Read(MediaType.Jpeg, stream, ImageLimits.Default));
    }

    [Test]
    public void A_lossless_jpeg_is_refused_at_the_door_and_never_decoded([Values(1, 3)] int components)
    {
        var file = JpegParts.Lossless(800, 600, components);

        Assert.Multiple(() =>
        {
            Assert.That(() => Codec.ReadHeader(file), Throws.TypeOf<ImageFormatException>().With.Message.Contains("lossless"));
            Assert.That(() => Codec.MakeThumbnail(file, 80, 60), Throws.TypeOf<ImageFormatException>());
        });
    }

    // The very overflow, kept inside memory that is ours. When Skia no longer overflows, the first guard may go.
    [Test]
    public void Should_one_get_through_what_it_writes_too_much_stays_in_the_slack()
    {
        const int CanaryBytes = 64 * 1024;
        const byte Canary = 0xA5;
        using var data = SKData.CreateCopy(JpegParts.Lossless(800, 600, components: 3));
        using var codec = SKCodec.Create(data);
        var plan = new DecodePlan(new SKImageInfo(800 / Eighth, 600 / Eighth, SKColorType.Rgba8888, SKAlphaType.Opaque), codec.Info.Width);
        var room = (int)plan.BytesFor(plan.Info.Height);
        var memory = new byte[room + CanaryBytes];
        memory.AsSpan().Fill(Canary);

        Decode(codec, plan.Info, memory);

        Assert.Multiple(() =>
        {
            Assert.That(memory.AsSpan(room).ContainsAnyExcept(Canary), Is.False, "Written behind the slack.");
            Assert.That(memory.AsSpan(plan.Info.BytesSize, room - plan.Info.BytesSize).ContainsAnyExcept(Canary), "Nothing overflowed.");
        });
    }

    private static void Decode(SKCodec codec, SKImageInfo info, byte[] memory)
    {
        var pin = System.Runtime.InteropServices.GCHandle.Alloc(memory, System.Runtime.InteropServices.GCHandleType.Pinned);
        try
        {
            Assert.That(codec.GetPixels(info, pin.AddrOfPinnedObject()), Is.EqualTo(SKCodecResult.Success));
        }
        finally
        {
            pin.Free();
        }
    }

    [Test]
    public void A_usual_jpeg_is_decoded_reduced_but_no_smaller_than_needed()
    {
        var file = Pictures.Jpeg(800, 600);
        using var stream = new MemoryStream(file);
        var facts = ContainerReader.Read(MediaType.Jpeg, stream, ImageLimits.Default);
        using var data = SKData.CreateCopy(file);
        using var codec = SkiaHeader.Open(data, facts, ImageLimits.Default);

        Assert.That(DecodePlan.For(codec, facts, scale: 0.15).Info.Size, Is.EqualTo(new SKSizeI(200, 150)));
    }
}
