using System.Buffers.Binary;
using ImageAttach.Imaging;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Colors that chunks of a PNG describe. The numbers are those that Chromium 150 shows.</summary>
internal sealed class PngColorTests
{
    private static readonly byte[][] Colors = [[64, 64, 64], [128, 128, 128], [176, 176, 176], [60, 195, 164], [140, 115, 212], [200, 55, 120]];

    [TestCase(12, 13, "64,64,64 128,128,128 176,176,176 0,198,163 145,114,218 218,33,121", TestName = "Display P3")]
    [TestCase(9, 13, "64,64,64 128,128,128 176,176,176 0,205,162 146,110,220 246,0,122", TestName = "BT.2020 with sRGB's function")]
    [TestCase(9, 16, "30,30,30 132,132,132 237,237,237 0,255,140 49,30,255 255,0,55", TestName = "BT.2020 with PQ")]
    [TestCase(12, 16, "30,30,30 132,132,132 237,237,237 0,255,147 82,44,255 255,0,61", TestName = "Display P3 with PQ")]
    [TestCase(9, 18, "43,43,43 99,99,99 160,160,160 0,200,140 107,84,211 230,0,96", TestName = "BT.2020 with HLG")]
    [TestCase(9, 1, "53,54,54 121,121,121 172,172,172 0,202,156 139,102,218 243,0,115", TestName = "BT.2020 with BT.709's function")]
    [TestCase(1, 8, "137,137,137 188,188,188 216,216,216 133,227,210 196,179,235 229,128,183", TestName = "linear")]
    [TestCase(11, 17, "48,48,48 118,118,118 173,173,173 0,198,157 135,102,221 213,0,110", TestName = "cinema")]
    [TestCase(1, 13, "64,64,64 128,128,128 176,176,176 60,195,164 140,115,212 200,55,120", TestName = "sRGB")]
    [TestCase(2, 2, "64,64,64 128,128,128 176,176,176 60,195,164 140,115,212 200,55,120", TestName = "unspecified")]
    public void Coded_color_spaces_are_converted(byte primaries, byte transfer, string expected) =>
        AssertColors(RampPng.Write(Colors, Codes(primaries, transfer)), expected);

    [Test]
    public void They_count_more_than_a_profile_and_other_chunks()
    {
        byte[] other = [.. PngParts.Chunk("sRGB"u8, [0]), .. PngParts.Chunk("gAMA"u8, [0, 1, 0x86, 0xA0])];

        Assert.That(
            Codec.MakeThumbnail(RampPng.Write(Colors, [.. other, .. Codes(12, 13)]), 6, 1).Content,
            Is.EqualTo(Codec.MakeThumbnail(RampPng.Write(Colors, Codes(12, 13)), 6, 1).Content));
    }

    [Test]
    public void Behind_the_pixels_they_are_ignored() =>
        AssertColors(RampPng.Write(Colors, chunksBehind: Codes(12, 13)), "64,64,64 128,128,128 176,176,176 60,195,164 140,115,212 200,55,120");

    [Test]
    public void Display_P3_is_wider_than_sRGB() => AssertColors(RampPng.Write([[200, 100, 50]], Codes(12, 13)), "215,93,31");

    // A gamma of 1, without and with the primaries of Display P3.
    [TestCase(100_000, false, "137,137,137 188,188,188 216,216,216 133,227,210 196,179,235 229,128,183")]
    [TestCase(100_000, true, "137,137,137 188,188,188 216,216,216 96,229,210 199,178,239 245,121,185")]
    public void Gamma_and_primaries_are_converted(int gamma, bool isWide, string expected)
    {
        byte[] chunks = PngParts.Chunk("gAMA"u8, Numbers(gamma));
        if (isWide)
            chunks = [.. chunks, .. PngParts.Chunk("cHRM"u8, Numbers(31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000))];

        AssertColors(RampPng.Write(Colors, chunks), expected);
    }

    private static byte[] Codes(byte primaries, byte transfer) => PngParts.Chunk("cICP"u8, [primaries, transfer, 0, 1]);

    private static byte[] Numbers(params int[] numbers)
    {
        byte[] bytes = new byte[numbers.Length * 4];
        for (int i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * 4), numbers[i]);
        return bytes;
    }

    private static void AssertColors(byte[] png, string expected)
    {
        int[][] wanted = [.. expected.Split(' ').Select(color => color.Split(',').Select(int.Parse).ToArray())];
        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(png, wanted.Length, 1).Content);
        for (int x = 0; x < wanted.Length; x++)
        {
            SKColor color = seen.GetPixel(x, 0);
            Assert.That(new int[] { color.Red, color.Green, color.Blue }, Is.EqualTo(wanted[x]).Within(1), $"pixel {x}");
        }
    }
}
