using ImageAttach.Imaging;
using ImageAttach.Imaging.Containers;
using ImageAttach.Imaging.Codecs;
using ImageAttach.Imaging.Codecs.Jpeg;
using ImageAttach.Imaging.Codecs.Png;
using ImageAttach.Imaging.Rendering;
using ImageAttach.Imaging.Codecs.Skia;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Cancelling stops a decode where it is, and not at its end.</summary>
public sealed class CancellationTests
{
    private const int Side = 320;
    private const int CancelledAfter = 5;

    [Test]
    public void A_jpeg_is_decoded_no_further() => AssertStops(JpegSource.TryOpen(Pictures.Jpeg(Side, Side), scale: 1, readsAll: false)!, mostRows: 3 * 16);

    [Test]
    public void A_png_is_decoded_no_further() => AssertStops(PngSource.TryOpen(Pictures.Png(Side, Side))!, mostRows: CancelledAfter + 3);

    [Test]
    public void A_png_that_is_shrunk_on_the_way_is_decoded_no_further() =>
        AssertStops(DownsampledSource.For(PngSource.TryOpen(Pictures.Png(Side, Side))!, scale: 0.25), mostRows: CancelledAfter + 3);

    [Test]
    public void What_skia_decodes_row_by_row_is_decoded_no_further()
    {
        byte[] file = Pictures.Jpeg(Side, Side);
        using SKData data = SKData.CreateCopy(file);
        SKCodec codec = SKCodec.Create(data);
        DecodePlan plan = DecodePlan.For(codec, new ContainerFacts(MediaType.Jpeg, new ImageSize(Side, Side), Orientation.Upright), scale: 1);
        AssertStops(new SkiaSource(codec, plan, MediaType.Jpeg), mostRows: CancelledAfter + 3);
    }

    [Test]
    public void What_is_being_written_is_written_no_further([Values(MediaType.Jpeg, MediaType.Png)] string mimeType)
    {
        byte[] file = Pictures.Of(mimeType, Side, Side);
        PlanarImage picture = ImageAttachSettings.Current.Engine.DecodePlanar(file, Side, CancellationToken.None);
        Assert.That(
            () => ImageEncoder.Encode(picture, mimeType, ThumbnailOptions.Default, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static void AssertStops(IPixelSource source, int mostRows)
    {
        using (source)
        {
            using CancellationTokenSource cancelling = new();
            int rows = 0;
            Assert.That(
                () => source.Decode(
                    (_, _) =>
                    {
                        if (++rows == CancelledAfter)
                            cancelling.Cancel();
                    },
                    cancelling.Token),
                Throws.InstanceOf<OperationCanceledException>());
            Assert.That(rows, Is.InRange(CancelledAfter, mostRows));
        }
    }
}
