using ImageAttach.Imaging.Codecs.Png;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging.Stages;

/// <summary>PNG's filters and the unpacking of its rows.</summary>
internal sealed class PngStageTests
{
    [Test]
    public void A_filter_is_undone([Range(0, 4)] int filter, [Values(1, 2, 3, 4, 6, 8)] int distance, [Values(1, 7, 64, 333)] int length)
    {
        Random random = new(distance + length);
        (byte[] row, byte[] above) = (new byte[length], new byte[length]);
        random.NextBytes(row);
        random.NextBytes(above);
        byte[] filtered = Filter(filter, row, above, distance);

        Assert.That(PngFilter.Undo((byte)filter, filtered, above, distance), Is.True);
        Assert.That(filtered, Is.EqualTo(row));
    }

    [Test]
    public void There_is_no_sixth_filter() => Assert.That(PngFilter.Undo(5, new byte[4], new byte[4], 1), Is.False);

    [Test]
    public void A_written_row_is_one_of_the_filtered_ones([Values(1, 3, 4)] int distance, [Values] bool chooses)
    {
        Random random = new(distance);
        (byte[] row, byte[] above) = (new byte[distance * 50], new byte[distance * 50]);
        for (int i = 0; i < row.Length; i++)
            (row[i], above[i]) = ((byte)((i * 3) + random.Next(4)), (byte)((i * 3) + random.Next(9)));
        byte[] written = new PngRowFilter(row.Length, distance, chooses).Filter(row, above).ToArray();

        Assert.That(written[1..], Is.EqualTo(Filter(written[0], row, above, distance)));
        long smallest = Enumerable.Range(0, 5).Min(filter => SumOf(Filter(filter, row, above, distance)));
        Assert.That(chooses ? SumOf(written[1..]) == smallest : written[0] == 2, Is.True);
    }

    public static IEnumerable<TestCaseData> Kinds =>
        from kind in new (byte Color, byte[] Depths)[] { (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]) }
        from depth in kind.Depths
        from isTransparent in kind.Color is 0 or 2 ? new[] { false, true } : [false]
        select new TestCaseData(kind.Color, depth, isTransparent);

    // Skia decodes with libpng.
    [TestCaseSource(nameof(Kinds))]
    public void Rows_are_unpacked_as_libpng_does(byte color, byte depth, bool isTransparent)
    {
        const int Width = 97, Height = 61;
        byte[] file = PngWriter16.Write(Width, Height, color, depth, isTransparent);
        using PngSource source = PngSource.TryOpen(file)!;
        byte[][] planes = [.. Enumerable.Range(0, 4).Select(_ => new byte[Width * Height])];
        int[] rows = new int[4];
        Assert.That(source.Decode((plane, row) => row.CopyTo(planes[plane].AsSpan(rows[plane]++ * Width)), CancellationToken.None), Is.True);

        using SKBitmap expected = new(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using SKCodec codec = SKCodec.Create(new MemoryStream(file));
        Assert.That(codec.GetPixels(expected.Info, expected.GetPixels()), Is.EqualTo(SKCodecResult.Success));
        ReadOnlySpan<byte> bytes = expected.GetPixelSpan();
        for (int i = 0; i < Width * Height; i++)
        {
            for (int channel = 0; channel < 4; channel++)
            {
                byte seen = source.Planes.Count == 1 && channel < 3 ? planes[0][i] : channel < source.Planes.Count ? planes[channel][i] : (byte)255;
                Assert.That((int)seen, Is.EqualTo((int)bytes[(i * 4) + channel]).Within(depth == 16 ? 2 : 1), $"pixel {i}, channel {channel}");
            }
        }
    }

    // Chapter 9 of the standard.
    private static byte[] Filter(int filter, byte[] row, byte[] above, int distance)
    {
        byte[] filtered = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            (int left, int over, int corner) = (i < distance ? 0 : row[i - distance], above[i], i < distance ? 0 : above[i - distance]);
            filtered[i] = (byte)(row[i] - filter switch
            {
                1 => left,
                2 => over,
                3 => (left + over) / 2,
                4 => Paeth(left, over, corner),
                _ => 0,
            });
        }

        return filtered;
    }

    private static int Paeth(int left, int over, int corner)
    {
        int estimate = left + over - corner;
        (int toLeft, int toOver, int toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - over), Math.Abs(estimate - corner));
        if (toLeft <= toOver && toLeft <= toCorner)
            return left;
        return toOver <= toCorner ? over : corner;
    }

    private static long SumOf(byte[] filtered) => filtered.Sum(number => Math.Abs((long)(sbyte)number));
}
