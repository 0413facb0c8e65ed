namespace ImageAttach.Imaging;

/// <summary>The header of an ICC profile.</summary>
internal static class IccProfile
{
    // ICC.1:2022, section 7.2: the color space of the data is a signature at byte 16.
    private const int DataColorSpaceOffset = 16;

    /// <summary>Whether the profile describes red, green and blue. Of pixels in color, a profile for gray or CMYK says nothing.</summary>
    public static bool DescribesRgb(ReadOnlySpan<byte> profile) =>
        profile.Length > DataColorSpaceOffset && profile[DataColorSpaceOffset..].StartsWith("RGB "u8);
}
