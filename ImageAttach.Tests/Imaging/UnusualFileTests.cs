using System.IO.Compression;
using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Files that follow their format in unusual ways, or break it where viewers don't mind.</summary>
internal sealed class UnusualFileTests
{
    private const int ProfileHeaderLength = 14;
    private const int DataColorSpaceOffset = 16;

    [TestCase(16, false)]
    [TestCase(48, false)]
    [TestCase(48, true)]
    public void A_bitmap_in_an_icon_or_cursor_is_upright(int side, bool isCursor)
    {
        byte[] bitmap = Pictures.Bmp(side, side, seed: 3);
        byte[] icon = IcoParts.Of(IcoParts.Bitmap(bitmap));
        icon[2] = isCursor ? (byte)2 : (byte)1;

        using SKBitmap seen = Codec.Decode(Codec.MakeThumbnail(icon, side, side).Content);
        using SKBitmap expected = Codec.Decode(bitmap);

        Assert.That(Codec.ReadHeader(icon).MimeType, Is.EqualTo(MediaType.Ico));
        Assert.That(seen.Pixels, Is.EqualTo(expected.Pixels));
    }

    [TestCase((byte)4)]
    [TestCase((byte)6)]
    public void A_transparent_color_beside_an_alpha_channel_is_ignored(byte colorType)
    {
        byte[] plain = PngWriter16.Write(40, 30, colorType, depth: 8);
        byte[] original = PngParts.WithChunkBeforePixels(plain, "tRNS"u8, new byte[6]);

        Assert.That(Codec.MakeThumbnail(original, 20, 15).Content, Is.EqualTo(Codec.MakeThumbnail(plain, 20, 15).Content));
    }

    // Read as signed numbers, these differ from sRGB's by int.MinValue, which has no absolute value.
    [TestCase("gAMA", 4, 0x8000B18F)]
    [TestCase("cHRM", 32, 0x80007A26)]
    public void Numbers_too_large_for_a_chunk_decode_or_are_refused(string type, int length, long number)
    {
        byte[] content = new byte[length];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(content, (uint)number);
        byte[] original = PngParts.WithChunkBeforePixels(Pictures.Png(40, 30), System.Text.Encoding.ASCII.GetBytes(type), content);

        AssertDecodesOrIsRefused(original);
    }

    [Test]
    public void A_preset_dictionary_in_a_profile_is_refused_or_ignored() =>
        AssertDecodesOrIsRefused(PngParts.WithChunkBeforePixels(Pictures.Png(40, 30), "iCCP"u8, [(byte)'p', 0, 0, .. WithDictionary(Pictures.Jpeg(4, 4))]));

    [Test]
    public void A_preset_dictionary_in_the_pixels_is_refused() => Assert.That(
        () => Codec.MakeThumbnail(PngParts.WithPixels(1, 1, WithDictionary([0, 1, 2, 3])), 1, 1), Throws.TypeOf<ImageFormatException>());

    [Test]
    public void A_profile_for_grey_in_a_color_photograph_is_ignored()
    {
        byte[] wide = Pictures.Profiled(SKEncodedImageFormat.Jpeg, 80, 60);
        byte[] grey = [.. wide];
        int profile = grey.AsSpan().IndexOf("ICC_PROFILE\0"u8) + ProfileHeaderLength;
        "GRAY"u8.CopyTo(grey.AsSpan(profile + DataColorSpaceOffset));
        byte[] plain = [.. wide];
        "no-profile"u8.CopyTo(plain.AsSpan(profile - ProfileHeaderLength));

        Assert.That(Codec.MakeThumbnail(grey, 40, 30).Content, Is.EqualTo(Codec.MakeThumbnail(plain, 40, 30).Content));
        Assert.That(Codec.MakeThumbnail(wide, 40, 30).Content, Is.Not.EqualTo(Codec.MakeThumbnail(plain, 40, 30).Content), "A profile for RGB is used.");
    }

    private static void AssertDecodesOrIsRefused(byte[] original)
    {
        try
        {
            Codec.MakeThumbnail(original, 20, 15);
        }
        catch (ImageFormatException)
        {
            // Both are fine: a picture, or a typed refusal.
        }
    }

    // RFC 1950: FDICT is the sixth bit of the second byte, and the dictionary's checksum follows.
    private static byte[] WithDictionary(byte[] content)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(content);
        byte[] bytes = compressed.ToArray();
        int second = (bytes[1] & 0xC0) | 0x20;
        second += 31 - (((bytes[0] << 8) | second) % 31);
        return [bytes[0], (byte)second, 1, 2, 3, 4, .. bytes.AsSpan(2)];
    }
}
