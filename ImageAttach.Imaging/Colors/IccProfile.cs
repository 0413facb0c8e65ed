using System.Buffers.Binary;

namespace ImageAttach.Imaging.Colors;

/// <summary>The header and the tags of an ICC profile (ICC.1:2022).</summary>
internal static class IccProfile
{
    // Section 7.2: the color space of the data is a signature at byte 16, that of the connection space at byte 20.
    private const int DataColorSpaceOffset = 16;
    private const int ConnectionSpaceOffset = 20;
    private const int TagCountOffset = 128;
    private const int TagLength = 12;
    private const int MaxTags = 100;

    /// <summary>Whether the profile describes red, green and blue. Of pixels in color, a profile for gray or CMYK says nothing.</summary>
    public static bool DescribesRgb(ReadOnlySpan<byte> profile) => Describes(profile, "RGB "u8);

    /// <summary>Whether the profile describes the four inks of a press.</summary>
    public static bool DescribesCmyk(ReadOnlySpan<byte> profile) => Describes(profile, "CMYK"u8);

    /// <summary>Whether its colors are connected to others by CIE Lab.</summary>
    public static bool ConnectsByLab(ReadOnlySpan<byte> profile) =>
        profile.Length > ConnectionSpaceOffset && profile[ConnectionSpaceOffset..].StartsWith("Lab "u8);

    /// <summary>Finds a tag.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="signature">The tag's signature.</param>
    /// <returns>The tag's data; empty when there is none.</returns>
    public static ReadOnlySpan<byte> FindTag(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> signature)
    {
        if (profile.Length < TagCountOffset + 4)
            return [];
        uint count = Math.Min(BinaryPrimitives.ReadUInt32BigEndian(profile[TagCountOffset..]), MaxTags);
        for (int at = TagCountOffset + 4; count > 0 && at + TagLength <= profile.Length; count--, at += TagLength)
        {
            if (!profile[at..].StartsWith(signature))
                continue;
            long start = BinaryPrimitives.ReadUInt32BigEndian(profile[(at + 4)..]), length = BinaryPrimitives.ReadUInt32BigEndian(profile[(at + 8)..]);
            return start + length <= profile.Length ? profile.Slice((int)start, (int)length) : [];
        }

        return [];
    }

    private static bool Describes(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> colorSpace) =>
        profile.Length > DataColorSpaceOffset && profile[DataColorSpaceOffset..].StartsWith(colorSpace);
}
