using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Writes animated PNGs of 8 bits with alpha, of frames that are shown a quarter of a second each.</summary>
internal static class ApngWriter
{
    public static byte[] Write(int plays, params ApngFrame[] frames)
    {
        List<byte> file = [0x89, .. "PNG\r\n\u001A\n"u8];
        int sequence = 0;
        for (int i = 0; i < frames.Length; i++)
        {
            using SKBitmap bitmap = Codec.Decode(frames[i].Png);
            if (i == 0)
            {
                file.AddRange(PngParts.Chunk("IHDR"u8, [.. Numbers(bitmap.Width, bitmap.Height), 8, 6, 0, 0, 0]));
                file.AddRange(PngParts.Chunk("acTL"u8, Numbers(frames.Length, plays)));
            }

            file.AddRange(PngParts.Chunk(
                "fcTL"u8,
                [.. Numbers(sequence++, bitmap.Width, bitmap.Height, frames[i].Left, frames[i].Top), 0, 1, 0, 4, frames[i].Disposal, frames[i].IsBlended ? (byte)1 : (byte)0]));
            byte[] pixels = Compress(bitmap);
            file.AddRange(i == 0 ? PngParts.Chunk("IDAT"u8, pixels) : PngParts.Chunk("fdAT"u8, [.. Numbers(sequence++), .. pixels]));
        }

        return [.. file, .. PngParts.Chunk("IEND"u8, [])];
    }

    private static byte[] Compress(SKBitmap bitmap)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int y = 0; y < bitmap.Height; y++)
            {
                byte[] row = new byte[1 + (bitmap.Width * 4)];
                for (int x = 0; x < bitmap.Width; x++)
                {
                    SKColor color = bitmap.GetPixel(x, y);
                    (row[1 + (x * 4)], row[2 + (x * 4)], row[3 + (x * 4)], row[4 + (x * 4)]) = (color.Red, color.Green, color.Blue, color.Alpha);
                }

                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static byte[] Numbers(params int[] numbers)
    {
        byte[] bytes = new byte[numbers.Length * 4];
        for (int i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * 4), numbers[i]);
        return bytes;
    }
}
