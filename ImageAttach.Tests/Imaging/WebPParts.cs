using System.Buffers.Binary;

namespace ImageAttach.Tests.Imaging;

/// <summary>WebP files put together by hand.</summary>
internal static class WebPParts
{
    private const int RiffHeaderLength = 12;

    /// <summary>Makes a simple file an extended one, whose EXIF stands behind the pixels as the format wants it.</summary>
    public static byte[] WithExif(byte[] webP, int width, int height, byte[] exif)
    {
        const byte HasExif = 0x08;
        byte[] canvas = [HasExif, 0, 0, 0, .. UInt24(width - 1), .. UInt24(height - 1)];
        return Riff([.. Chunk("VP8X"u8, canvas), .. webP.AsSpan(RiffHeaderLength), .. Chunk("EXIF"u8, exif)]);
    }

    /// <summary>An animation that shows the same picture again and again.</summary>
    public static byte[] Animation(byte[] webP, int width, int height, int frames) => Animation(Enumerable.Repeat(webP, frames), width, height);

    /// <summary>An animation that shows one picture after the other, all of its size.</summary>
    public static byte[] Animation(IEnumerable<byte[]> pictures, int width, int height)
    {
        const byte IsAnimation = 0x02;
        byte[] canvas = [IsAnimation, 0, 0, 0, .. UInt24(width - 1), .. UInt24(height - 1)];
        IEnumerable<byte> content = [.. Chunk("VP8X"u8, canvas), .. Chunk("ANIM"u8, new byte[6])];
        return Riff([.. content, .. pictures.SelectMany(Frame)]);

        byte[] Frame(byte[] webP) =>
            Chunk("ANMF"u8, [.. new byte[6], .. UInt24(width - 1), .. UInt24(height - 1), 100, 0, 0, 0, .. webP.AsSpan(RiffHeaderLength)]);
    }

    private static byte[] Riff(byte[] chunks) => Chunk("RIFF"u8, [.. "WEBP"u8, .. chunks]);

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] chunk = [.. type, 0, 0, 0, 0, .. content, .. new byte[content.Length & 1]];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), content.Length);
        return chunk;
    }

    private static byte[] UInt24(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];
}
