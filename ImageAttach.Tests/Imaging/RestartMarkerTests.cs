using ImageAttach.Imaging.Codecs.Jpeg;

namespace ImageAttach.Tests.Imaging;

public sealed class RestartMarkerTests
{
    // 72×40, 4:2:0, a marker behind every second unit, as libjpeg-turbo writes it.
    private static readonly byte[] File = Convert.FromBase64String(
        "/9j/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw" +
        "4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh7/wAARCAAoAEgDASIAAhEBAxEB/8QAHAAA" +
        "AgEFAQAAAAAAAAAAAAAAAAUGAQIDBAcI/8QAIxAAAgEDBAMBAQEAAAAAAAAAAAEEAgURAxIiMRUhMkIUof/EABoBAQACAwEAAAAAAAAAAAAAAA" +
        "YFBwMECAL/xAAkEQAABQIGAwEAAAAAAAAAAAAAAQMEEQIFEhMVISMxBiJBFP/dAAQAAv/aAAwDAQACEQMRAD8A81woKpSzSMtOGmuhmoLpfRtR" +
        "ojb6LIU83JrwSIJk+xQchI7bu6pL9K0PPyTCFbd2OI30LOsZ2kWsyO7cpGF7K85e0j//0OLwbZtxxHkSEkl6Hvi9i+S6iG0+hPVfNC9TMWAyuW" +
        "b9CymEql0Hi3U/VJIYkJ1Neh1DtW7HEj17vr2xGFzG55X0f//Rg8e0NNcQOjaVnSWdv+AZqrEaJ4ZHSyN7mnscy8U6n8m1GtDTXEmkO1KpLiMt" +
        "O0JL5M6ln/VzyOB2V6wwUj//0kcG3bccRxoRFhcRv47Z+TJoxHno8qeW6TwyBbJ/mQchV/AqvyVptDb+SUwoG5rNI6iWhVJcSPVU132kLmV2yv" +
        "o//9NlEtLpa4juFBVOM0kmptKpXyV/gdL9Uh5RzoO8hQyuubG4V6UNNdAPI8Rtr0BpVeeZx4goRexT2P/UmEOCqUuIx04ia6ADTpuzlNLBSew5" +
        "eZrVmcyL/G7/AMmXRs7z8gALuSVLivEp2GjB0oRFBj//1euwrW6ccR1FhqlL0AAVi7VaFCRivWq9dXZjdphKpdFVanU/VIARt4cqOyhUwut7iu" +
        "mIMf/W9HR7O01xAAKKpaJ07EJlF2rh7H//2Q==");

    [Test]
    public void A_jpeg_with_restart_markers_is_decoded_as_skia_decodes_it()
    {
        using var wanted = Codec.Decode(File);
        byte[][] rows = Decode(File, out bool isDecoded);
        Assert.That(isDecoded, Is.True);
        Assert.That(rows, Has.Length.EqualTo(40));
        for (int y = 0; y < 40; y++)
        {
            for (int x = 0; x < 72; x++)
            {
                var colour = wanted.GetPixel(x, y);
                Assert.That(rows[y][x], Is.EqualTo((0.299 * colour.Red) + (0.587 * colour.Green) + (0.114 * colour.Blue)).Within(2.5), $"{x}, {y}");
            }
        }
    }

    [Test]
    public void A_thumbnail_of_it_is_made()
    {
        using var seen = Codec.Decode(Codec.MakeThumbnail(File, 36, 20).Content);
        Assert.That((seen.Width, seen.Height), Is.EqualTo((36, 20)));
    }

    [Test]
    public void Where_a_marker_is_missing_the_file_is_left_to_skia()
    {
        int marker = File.AsSpan().IndexOf([(byte)0xFF, (byte)0xD3]);
        byte[] broken = [.. File.AsSpan(0, marker), .. File.AsSpan(marker + 2)];
        Decode(broken, out bool isDecoded);
        Assert.That(isDecoded, Is.False);
        Assert.That(() => Codec.MakeThumbnail(broken, 36, 20), Throws.Nothing);
    }

    private static byte[][] Decode(byte[] file, out bool isDecoded)
    {
        List<byte[]> rows = [];
        using JpegSource source = JpegSource.TryOpen(file, scale: 1, readsAll: false)!;
        isDecoded = source.Decode(
            (plane, row) =>
            {
                if (plane == 0)
                    rows.Add(row.ToArray());
            },
            CancellationToken.None);
        return [.. rows];
    }
}
