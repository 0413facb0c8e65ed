namespace ImageAttach.Formats.Containers;

/// <summary>Refuses files that end before their image does.</summary>
internal static class CutShortFile
{
    public static ImageFormatException Refuse(string mimeType, int length) => new(FormattableString.Invariant(
        $"The {mimeType} file is cut short: its {length:N0} bytes end before the image does. Upload it again, whole."));
}
