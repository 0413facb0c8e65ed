using ImageAttach.Imaging;
using ImageAttach.Tests.Imaging;

namespace ImageAttach.Tests.Vector;

/// <summary>A slice of <c>benchmarks -- fuzz</c>, which tries fifty thousand.</summary>
internal sealed class VectorMutationTests : CodecsInUse
{
    private const int Mutations = 1_500;

    [TestCase(MediaType.Svg)]
    [TestCase(MediaType.Pdf)]
    public void ATT_16_Whatever_is_wrong_with_a_file_only_our_exceptions_come_out(string mimeType)
    {
        Random random = new(20);
        byte[][] originals = mimeType == MediaType.Svg
            ? [Drawings.Svg(), Drawings.Svg("width='60' height='40'", "<g transform='scale(2)'><path d='M0 0 L 20 20 Z'/><text x='5' y='9'>a</text></g>")]
            : [Drawings.Pdf(pages: 1), Drawings.PdfPage("/MediaBox [0 0 200 100]", "1 0 0 rg 0 0 50 50 re f")];
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
