using System.Buffers;

namespace ImageAttach.Imaging.Containers;

/// <summary>Looks at the beginning of a file that is text.</summary>
internal static class TextSignature
{
    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n>/["u8);

    /// <summary>Passes over a byte order mark and blanks.</summary>
    public static ReadOnlySpan<byte> SkipBlanks(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            text = text[3..];
        return text.TrimStart(" \t\r\n"u8);
    }

    /// <summary>Whether the root element, or the document type before it, is <c>svg</c>. What is XML or HTML otherwise is not.</summary>
    public static bool IsSvg(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            text = SkipBlanks(text);
            if (text.StartsWith("<?"u8))
                text = After(text, "?>"u8);
            else if (text.StartsWith("<!--"u8))
                text = After(text, "-->"u8);
            else if (text.StartsWith("<!DOCTYPE"u8))
                return IsName(SkipBlanks(text["<!DOCTYPE"u8.Length..]));
            else
                return text is [(byte)'<', .. var root] && IsName(WithoutPrefix(root));
        }
    }

    private static bool IsName(ReadOnlySpan<byte> text) =>
        text.StartsWith("svg"u8) && text[3..] is [var next, ..] && NameEnds.Contains(next);

    private static ReadOnlySpan<byte> WithoutPrefix(ReadOnlySpan<byte> root)
    {
        int end = root.IndexOfAny(NameEnds);
        int colon = (end < 0 ? root : root[..end]).IndexOf((byte)':');
        return root[(colon + 1)..];
    }

    // Nothing is left of a text whose comment doesn't end here.
    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end)
    {
        int at = text.IndexOf(end);
        return at < 0 ? [] : text[(at + end.Length)..];
    }
}
