namespace ImageAttach.Tests.Imaging;

/// <summary>JPEG files put together by hand.</summary>
internal static class JpegParts
{
    public static byte[] WithExif(byte[] jpeg, byte[] exif) =>
        [.. jpeg.AsSpan(0, 2), .. Segment(0xE1, [.. "Exif\0\0"u8, .. exif]), .. jpeg.AsSpan(2)];

    public static byte[] WithProfile(byte[] jpeg, byte[] profile) =>
        [.. jpeg.AsSpan(0, 2), .. Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. profile]), .. jpeg.AsSpan(2)];

    /// <summary>A lossless JPEG (SOF3), grey all over: every difference to the neighbour is 0, coded as a single 0 bit.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="components">1 for a picture without colour, 3 for red, green and blue.</param>
    public static byte[] Lossless(int width, int height, int components = 1)
    {
        var ids = "RGB"u8[..components].ToArray();
        byte[] oneCode = [0x00, 1, .. new byte[15], 0];
        byte[] frame = [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, (byte)components, .. ids.SelectMany(id => new byte[] { id, 0x11, 0 })];
        byte[] scan = [(byte)components, .. ids.SelectMany(id => new byte[] { id, 0x00 }), 1, 0, 0];
        return
        [
            0xFF, 0xD8,
            .. Segment(0xC4, oneCode), .. Segment(0xC3, frame), .. Segment(0xDA, scan),
            .. new byte[((width * height * components) + 7) / 8],
            0xFF, 0xD9,
        ];
    }

    /// <summary>A baseline JPEG, gray all over, of two bits for each 8×8 pixels.</summary>
    public static byte[] Gray(int width, int height)
    {
        byte[] oneCode = [1, .. new byte[15], 0];
        byte[] quantization = [0, .. Enumerable.Repeat((byte)1, 64)];
        byte[] frame = [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0];
        return
        [
            0xFF, 0xD8,
            .. Segment(0xDB, quantization), .. Segment(0xC0, frame), .. Segment(0xC4, [0x00, .. oneCode]), .. Segment(0xC4, [0x10, .. oneCode]),
            .. Segment(0xDA, [1, 1, 0, 0, 63, 0]),
            .. new byte[((((width + 7) / 8) * ((height + 7) / 8) * 2) + 7) / 8],
            0xFF, 0xD9,
        ];
    }

    public static byte[] Segment(byte marker, byte[] content)
    {
        var length = content.Length + 2;
        return [0xFF, marker, (byte)(length >> 8), (byte)length, .. content];
    }
}
