using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Metadata;

/// <summary>Removes comments, XMP and unknown application data from a GIF, and what follows its trailer.</summary>
internal static class GifStripper
{
    private const byte GraphicControl = 0xF9;
    private const byte Application = 0xFF;

    // Application identifier and authentication code: how often the animation plays, and the color profile.
    private static readonly string[] KeptApplications = ["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"];

    public static FilePieces Strip(FileCursor cursor)
    {
        FilePieces pieces = new();
        GifBlocks.ReadScreen(cursor);
        pieces.Keep(0, cursor.Position);
        while (KeepBlock(pieces, cursor))
        {
        }

        return pieces;
    }

    // Returns whether another block may follow.
    private static bool KeepBlock(FilePieces pieces, FileCursor cursor)
    {
        long start = cursor.Position;
        try
        {
            byte introducer = cursor.ReadByte();
            bool isKept = true;
            if (introducer == GifBlocks.Extension)
                isKept = SkipExtension(cursor);
            else if (introducer == GifBlocks.Frame)
                GifBlocks.SkipFrame(cursor);
            if (isKept)
                pieces.Keep(start, cursor.Position);
            return introducer != GifBlocks.Trailer;
        }
        catch (EndOfStreamException)
        {
            // The end of the file may be missing.
            pieces.Keep(start, cursor.Length);
            return false;
        }
    }

    // Returns whether the extension affects what is displayed. Plain text, which no viewer draws, counts as a comment.
    private static bool SkipExtension(FileCursor cursor)
    {
        byte label = cursor.ReadByte();
        long start = cursor.Position;
        bool isKept = label == GraphicControl || (label == Application && KeptApplications.Contains(ReadApplication(cursor)));
        cursor.MoveTo(start);
        GifBlocks.SkipSubBlocks(cursor);
        return isKept;
    }

    private static string ReadApplication(FileCursor cursor) => System.Text.Encoding.Latin1.GetString(cursor.Read(cursor.ReadByte()));
}
