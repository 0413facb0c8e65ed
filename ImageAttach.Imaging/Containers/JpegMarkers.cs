namespace ImageAttach.Imaging.Containers;

/// <summary>Finds the markers of a JPEG file.</summary>
internal static class JpegMarkers
{
    /// <summary>Goes behind the next marker, and returns its second byte; null where the file ends without one.</summary>
    public static byte? TryNext(FileCursor cursor)
    {
        try
        {
            return Next(cursor);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Goes behind the next marker, and returns its second byte.</summary>
    /// <remarks>
    /// Passes over entropy-coded data, whose FF bytes are followed by 00 or a restart marker, and over stray bytes, as libjpeg
    /// does: were we stricter or laxer, the decoder might see another frame header than we do.
    /// </remarks>
    public static byte Next(FileCursor cursor)
    {
        while (true)
        {
            cursor.SkipPast(0xFF);
            byte marker = cursor.ReadByte();
            while (marker == 0xFF)
                marker = cursor.ReadByte();
            if (marker is not (0x00 or 0x01 or (>= 0xD0 and <= 0xD7)))
                return marker;
        }
    }
}
