using System.Buffers.Binary;
using System.Numerics;

namespace ImageAttach.Formats.Colors;

/// <summary>Writes ICC profiles of RGB colors with the curve of sRGB (ICC.1:2022).</summary>
internal static class IccProfileWriter
{
    private const int HeaderLength = 128;
    private const int TagEntryLength = 12;
    private const int ColorantLength = 20;
    private const int CurveLength = 32;
    private const int ParametricCurveOfSrgb = 3;
    private const int Version4 = 0x04000000;

    private static readonly string[] Colorants = ["rXYZ", "gXYZ", "bXYZ"];
    private static readonly string[] Curves = ["rTRC", "gTRC", "bTRC"];

    // ICC.1:2022, section 10.18: the power, and a to d.
    private static readonly double[] SrgbCurve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

    /// <summary>Gets the profile of sRGB.</summary>
    public static byte[] Srgb { get; } = Write(RgbPrimaries.Srgb);

    /// <summary>Writes a profile.</summary>
    public static byte[] Write(RgbPrimaries primaries)
    {
        int tagTableLength = sizeof(int) + (TagEntryLength * (Colorants.Length + Curves.Length));
        int colorantsAt = HeaderLength + tagTableLength, curveAt = colorantsAt + (ColorantLength * Colorants.Length);
        byte[] profile = new byte[curveAt + CurveLength];
        WriteHeader(profile);
        WriteTagTable(profile.AsSpan(HeaderLength), colorantsAt, curveAt);
        Vector3[] colorants = primaries.ToColorants();
        for (int i = 0; i < colorants.Length; i++)
            WriteColorant(profile.AsSpan(colorantsAt + (i * ColorantLength)), colorants[i]);
        WriteCurve(profile.AsSpan(curveAt));
        return profile;
    }

    private static void WriteHeader(Span<byte> profile)
    {
        BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        BinaryPrimitives.WriteInt32BigEndian(profile[8..], Version4);
        "mntrRGB XYZ "u8.CopyTo(profile[12..]);
        "acsp"u8.CopyTo(profile[36..]);
        WriteXyz(profile[68..], new Vector3(0.9642f, 1, 0.8249f));
    }

    private static void WriteTagTable(Span<byte> table, int colorantsAt, int curveAt)
    {
        BinaryPrimitives.WriteInt32BigEndian(table, Colorants.Length + Curves.Length);
        Span<byte> rest = table[sizeof(int)..];
        for (int i = 0; i < Colorants.Length; i++)
        {
            WriteTag(rest, Colorants[i], colorantsAt + (i * ColorantLength), ColorantLength);
            WriteTag(rest[TagEntryLength..], Curves[i], curveAt, CurveLength);
            rest = rest[(2 * TagEntryLength)..];
        }
    }

    private static void WriteTag(Span<byte> entry, string name, int offset, int length)
    {
        System.Text.Encoding.ASCII.GetBytes(name, entry);
        BinaryPrimitives.WriteInt32BigEndian(entry[4..], offset);
        BinaryPrimitives.WriteInt32BigEndian(entry[8..], length);
    }

    private static void WriteColorant(Span<byte> tag, Vector3 xyz)
    {
        "XYZ "u8.CopyTo(tag);
        WriteXyz(tag[8..], xyz);
    }

    private static void WriteXyz(Span<byte> destination, Vector3 xyz)
    {
        for (int i = 0; i < 3; i++)
            WriteFixed(destination[(sizeof(int) * i)..], xyz[i]);
    }

    private static void WriteCurve(Span<byte> tag)
    {
        "para"u8.CopyTo(tag);
        BinaryPrimitives.WriteInt16BigEndian(tag[8..], ParametricCurveOfSrgb);
        for (int i = 0; i < SrgbCurve.Length; i++)
            WriteFixed(tag[(12 + (sizeof(int) * i))..], SrgbCurve[i]);
    }

    private static void WriteFixed(Span<byte> destination, double number) =>
        BinaryPrimitives.WriteInt32BigEndian(destination, (int)Math.Round(number * 65_536));
}
