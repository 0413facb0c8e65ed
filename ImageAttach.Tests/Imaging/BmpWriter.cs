using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Writes Windows bitmaps of 24 bits per pixel, bottom up as usual.</summary>
internal static class BmpWriter
{
    private const int HeadersLength = 54;

    public static byte[] Write(SKBitmap bitmap)
    {
        var rowLength = ((bitmap.Width * 3) + 3) / 4 * 4;
        using var output = new MemoryStream();
        using var writer = new BinaryWriter(output);
        writer.Write("BM"u8);
        writer.Write(HeadersLength + (rowLength * bitmap.Height));
        writer.Write(0);
        writer.Write(HeadersLength);
        writer.Write(40);
        writer.Write(bitmap.Width);
        writer.Write(bitmap.Height);
        writer.Write((short)1);
        writer.Write((short)24);
        writer.Write(new byte[24]);
        for (var y = bitmap.Height - 1; y >= 0; y--)
            writer.Write(Row(bitmap, y, rowLength));
        return output.ToArray();
    }

    private static byte[] Row(SKBitmap bitmap, int y, int length)
    {
        var row = new byte[length];
        for (var x = 0; x < bitmap.Width; x++)
        {
            var colour = bitmap.GetPixel(x, y);
            (row[x * 3], row[(x * 3) + 1], row[(x * 3) + 2]) = (colour.Blue, colour.Green, colour.Red);
        }

        return row;
    }
}
