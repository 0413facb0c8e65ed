using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Metadata;

/// <summary>Leaves out of a JPEG its EXIF, XMP, IPTC, comments and previews, and what stands behind its end.</summary>
internal static class JpegStripper
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte App0 = 0xE0;
    private const byte App1 = 0xE1;
    private const byte App2 = 0xE2;
    private const byte App14 = 0xEE;
    private const byte App15 = 0xEF;
    private const byte Comment = 0xFE;
    private const int MarkerLength = 2;

    // JFIF's pixel density. A preview may follow, whose size stands in the last two bytes.
    private const int JfifLength = 14;

    public static FilePieces Strip(FileCursor cursor, Orientation orientation)
    {
        FilePieces pieces = new();
        byte[]? exif = orientation == Orientation.Upright ? null : Segment(App1, [.. ExifOrientation.Prefix, .. ExifOrientation.Write(orientation)]);
        cursor.Skip(MarkerLength);
        pieces.Keep(0, MarkerLength);
        for (byte marker = JpegMarkers.Next(cursor); ;)
        {
            // JFIF comes first, where there is any.
            if (exif is not null && marker != App0)
            {
                pieces.Insert(exif);
                exif = null;
            }

            long start = cursor.Position - MarkerLength;
            if (marker == EndOfImage)
            {
                pieces.Keep(start, cursor.Position);
                return pieces;
            }

            if (KeepSegment(pieces, cursor, marker, start) is not { } next)
                return pieces;
            marker = next;
        }
    }

    // Returns the marker that follows; null where the file ends without one.
    private static byte? KeepSegment(FilePieces pieces, FileCursor cursor, byte marker, long start)
    {
        int length = cursor.ReadUInt16BigEndian() - 2;
        long end = cursor.Position + length;
        byte[] beginning = cursor.Read(Math.Min(length, JfifLength));
        cursor.MoveTo(end);
        byte? next = JpegMarkers.TryNext(cursor);
        if (marker == StartOfScan)
            pieces.Keep(start, next is null ? cursor.Length : cursor.Position - MarkerLength); // with the coded pixels behind it
        else if (marker == App0 && length > JfifLength && beginning.AsSpan().StartsWith("JFIF\0"u8))
            pieces.Insert(Segment(App0, [.. beginning.AsSpan(0, JfifLength - 2), 0, 0]));
        else if (IsKept(marker, beginning))
            pieces.Keep(start, end);
        return next;
    }

    private static bool IsKept(byte marker, ReadOnlySpan<byte> beginning) => marker switch
    {
        App0 => beginning.StartsWith("JFIF\0"u8),
        App2 => beginning.StartsWith("ICC_PROFILE\0"u8),
        App14 => beginning.StartsWith("Adobe"u8), // says how the colors are coded
        (>= App1 and <= App15) or Comment => false,
        _ => true,
    };

    private static byte[] Segment(byte marker, byte[] content)
    {
        int length = content.Length + 2;
        return [0xFF, marker, (byte)(length >> 8), (byte)length, .. content];
    }
}
