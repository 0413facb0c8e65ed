using System.Buffers.Binary;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Bitmaps of all headers: what of their fourth byte is alpha. As Chromium 150 shows them.</summary>
internal sealed class BmpAlphaTests
{
    private const int None = 0;
    private const int BitFields = 3;
    private const int AlphaBitFields = 6;

    [TestCase(40, None, false)]
    [TestCase(40, BitFields, false)]
    [TestCase(40, AlphaBitFields, true)]
    [TestCase(52, BitFields, false)]
    [TestCase(56, None, false)]
    [TestCase(56, BitFields, true)]
    [TestCase(108, None, true)]
    [TestCase(108, BitFields, true)]
    [TestCase(124, None, true)]
    [TestCase(124, BitFields, true)]
    public void Alpha_is_used_where_the_header_has_a_mask_for_it(int headerLength, int compression, bool hasAlpha)
    {
        byte[] bmp = Write(headerLength, 32, compression, [0xFF0000, 0xFF00, 0xFF, 0xFF000000], BitConverter.GetBytes(0x40C86432));

        Assert.That(PixelOf(bmp), Is.EqualTo(hasAlpha ? new SKColor(199, 100, 50, 64) : new SKColor(200, 100, 50)).Using<SKColor>(AreAlmostEqual));
    }

    [TestCase(56, 0u, 255)]
    [TestCase(124, 0u, 255)]
    public void Without_a_mask_the_image_is_opaque(int headerLength, uint mask, int alpha) => Assert.That(
        PixelOf(Write(headerLength, 32, BitFields, [0xFF0000, 0xFF00, 0xFF, mask], BitConverter.GetBytes(0x40C86432))), Is.EqualTo(new SKColor(200, 100, 50, (byte)alpha)));

    [Test]
    public void Alpha_that_is_0_everywhere_is_transparent() =>
        Assert.That(PixelOf(Write(56, 32, BitFields, [0xFF0000, 0xFF00, 0xFF, 0xFF000000], BitConverter.GetBytes(0x00C86432))).Alpha, Is.Zero);

    [TestCase(16, new uint[] { 0x7C00, 0x3E0, 0x1F, 0 }, 0x7E1F, 255, 131, 255, 255, TestName = "5 bits each")]
    [TestCase(16, new uint[] { 0xF800, 0x7E0, 0x1F, 0 }, 0xFC1F, 255, 130, 255, 255, TestName = "6 bits of green")]
    [TestCase(16, new uint[] { 0xF00, 0xF0, 0xF, 0xF000 }, 0xFF8F, 255, 136, 255, 255, TestName = "4 bits each")]
    [TestCase(32, new uint[] { 0x3FF00000, 0xFFC00, 0x3FF, 0xC0000000 }, unchecked((int)0xFFF803FF), 255, 128, 255, 255, TestName = "10 bits each")]
    [TestCase(32, new uint[] { 0xFF, 0xFF00, 0xFF0000, 0 }, 0xFF80FF, 255, 128, 255, 255, TestName = "red first")]
    public void Masks_of_any_width_are_scaled_to_bytes(int bits, uint[] masks, int pixel, int red, int green, int blue, int alpha) => Assert.That(
        PixelOf(Write(124, bits, BitFields, masks, BitConverter.GetBytes(pixel)[..(bits / 8)])),
        Is.EqualTo(new SKColor((byte)red, (byte)green, (byte)blue, (byte)alpha)).Using<SKColor>(AreAlmostEqual));

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(8)]
    public void Palettes_are_looked_up(int bits)
    {
        byte[] header = Header(40, bits, None, [], paletteLength: 2);
        byte[] palette = [1, 2, 3, 0, 50, 100, 200, 0];
        byte pixels = (byte)(1 << (8 - bits));
        byte[] bmp = [.. header, .. palette, pixels, 0, 0, 0, pixels, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(10), header.Length + palette.Length);

        Assert.That(PixelOf(bmp), Is.EqualTo(new SKColor(200, 100, 50)));
    }

    private static bool AreAlmostEqual(SKColor one, SKColor other)
    {
        int[] differences = [one.Red - other.Red, one.Green - other.Green, one.Blue - other.Blue, one.Alpha - other.Alpha];
        return Array.TrueForAll(differences, difference => Math.Abs(difference) <= 2);
    }

    private static SKColor PixelOf(byte[] bmp)
    {
        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(bmp, 1, 2).Content);
        return seen.GetPixel(0, 1);
    }

    // One pixel across, two down.
    private static byte[] Write(int headerLength, int bits, int compression, uint[] masks, byte[] pixel)
    {
        byte[] row = [.. pixel, .. new byte[(4 - pixel.Length) & 3]];
        return [.. Header(headerLength, bits, compression, masks, paletteLength: 0), .. row, .. row];
    }

    private static byte[] Header(int headerLength, int bits, int compression, uint[] masks, int paletteLength)
    {
        byte[] masksBehind = headerLength == 40 && compression != None ? BytesOf(masks[..(compression == AlphaBitFields ? 4 : 3)]) : [];
        byte[] header = new byte[14 + headerLength];
        "BM"u8.CopyTo(header);
        int[] numbers = [header.Length + masksBehind.Length, headerLength, 1, 2, 1 | bits << 16, compression, 0, 0, 0, paletteLength];
        BytesOf([.. numbers.Select(number => (uint)number)]).CopyTo(header, 10);
        byte[] inside = BytesOf([.. masks.Take((headerLength - 40) / 4)]);
        inside.CopyTo(header, 54);
        return [.. header, .. masksBehind];
    }

    private static byte[] BytesOf(uint[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];
}
