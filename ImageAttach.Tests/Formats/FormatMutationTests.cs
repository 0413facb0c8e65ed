using ImageAttach.Tests.Imaging;

namespace ImageAttach.Tests.Formats;

/// <summary>A slice of <c>benchmarks -- fuzz</c>.</summary>
internal sealed class FormatMutationTests : FormatTests
{
    private const int Mutations = 300;

    private static readonly Dictionary<string, string[]> Originals = new()
    {
        [MediaType.Heic] = ["quadrants.heic", "alpha.heic", "irot-1.heic", "display-p3.heic"],
        [MediaType.Avif] = ["quadrants.avif", "alpha.avif", "grid.avif", "clap.avif"],
        [MediaType.JpegXl] = ["quadrants.jxl", "alpha.jxl", "jpeg-orientation-6.jxl"],
        [MediaType.Tiff] = ["orientation-6.tif", "cmyk.tif", "tiled.tif", "pages.tif"],
    };

    [TestCaseSource(typeof(FormatFile), nameof(FormatFile.Types))]
    public void Every_mutation_is_a_thumbnail_or_an_exception_of_ours(string mimeType)
    {
        Random random = new(22);
        byte[][] originals = [.. Originals[mimeType].Select(FormatFile.Read)];
        int made = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] mutation = Mutation.Of(originals[i % originals.Length], random);
            try
            {
                ImageSize size = Codec.ReadHeader(mutation, new ImageLimits { MaxPixels = 1_000_000 }).Size;
                Codec.MakeThumbnail(mutation, Math.Max(1, size.Width / 5), Math.Max(1, size.Height / 5));
                made++;
            }
            catch (ImageAttachException)
            {
                // Refused, as it should be.
            }
            catch (Exception e)
            {
                throw new AssertionException($"Mutation {i} threw {e.GetType().Name}.", e);
            }
        }

        Assert.That(ImageAttach.WebAssembly.GuestProgram.Clock.Guests, Is.Zero, "Every sandbox is gone with its file.");
        Assert.That(made, Is.InRange(1, Mutations - 1), "Some are still good, and some aren't.");
    }
}
