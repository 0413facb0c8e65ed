using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Writes GIF files of 64 fixed colours, uncompressed.</summary>
internal sealed class GifWriter
{
    // With codes of 8 bits and the table cleared before it would need 9, a code is a byte.
    private const byte MinimumCodeSize = 7;
    private const byte Clear = 128;
    private const byte End = 129;
    private const int PixelsBetweenClears = 100;

    private readonly List<byte> _bytes = [];

    public GifWriter(int width, int height)
    {
        _bytes.AddRange("GIF89a"u8);
        AddNumbers(width, height);
        _bytes.AddRange([0xF6, 0, 0]);
        for (var i = 0; i < 128; i++)
            _bytes.AddRange([(byte)((i >> 4 & 3) * 85), (byte)((i >> 2 & 3) * 85), (byte)((i & 3) * 85)]);
    }

    /// <param name="frame">The frame's picture, which may be smaller than the whole.</param>
    /// <param name="left">Where it is drawn.</param>
    /// <param name="top">Where it is drawn.</param>
    /// <param name="disposal">What becomes of it afterwards: 1 stays, 2 is cleared, 3 gives way to what was there before.</param>
    public void Add(SKBitmap frame, int left = 0, int top = 0, int disposal = 0)
    {
        _bytes.AddRange([0x21, 0xF9, 4, (byte)(disposal << 2), 10, 0, 0, 0]);
        _bytes.Add(0x2C);
        AddNumbers(left, top, frame.Width, frame.Height);
        _bytes.AddRange([0, MinimumCodeSize]);
        foreach (var block in CodesOf(frame).Chunk(255))
        {
            _bytes.Add((byte)block.Length);
            _bytes.AddRange(block);
        }

        _bytes.Add(0);
    }

    public byte[] Finish() => [.. _bytes, 0x3B];

    private static IEnumerable<byte> CodesOf(SKBitmap frame)
    {
        for (var i = 0; i < frame.Width * frame.Height; i++)
        {
            if (i % PixelsBetweenClears == 0)
                yield return Clear;
            var colour = frame.GetPixel(i % frame.Width, i / frame.Width);
            yield return (byte)((colour.Red >> 6 << 4) | (colour.Green >> 6 << 2) | (colour.Blue >> 6));
        }

        yield return End;
    }

    private void AddNumbers(params ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
            _bytes.AddRange([(byte)number, (byte)(number >> 8)]);
    }
}
