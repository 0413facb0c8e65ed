using System.Buffers.Binary;
using System.Numerics;

namespace ImageAttach.Imaging.Colors;

/// <summary>A press's table from its four inks to a color: a curve for each ink, a grid of colors, a curve for each number of the color.</summary>
/// <param name="InkCurves">For each ink and byte, the place in the grid, from 0 to the number of the last point.</param>
/// <param name="Points">The number of points along each ink.</param>
/// <param name="Grid">The colors, three numbers each, the last ink fastest.</param>
/// <param name="ColorCurves">A curve for each number of the color.</param>
internal sealed record CmykLut(float[][] InkCurves, int Points, float[] Grid, Func<double, double>[] ColorCurves)
{
    private const int Inks = 4;
    private const int Colors = 3;
    private const int MaxGridLength = 4 << 20;

    /// <summary>Reads a table of the type lut8 or lut16 (ICC.1:2022, sections 10.10 and 10.11).</summary>
    /// <returns>The table; null when it is of another type or broken.</returns>
    public static CmykLut? TryRead(ReadOnlySpan<byte> tag)
    {
        (bool isWide, bool isKnown) = (tag.StartsWith("mft2"u8), tag.StartsWith("mft1"u8) || tag.StartsWith("mft2"u8));
        if (!isKnown || tag.Length < 52 || tag[8] != Inks || tag[9] != Colors || tag[10] < 2)
            return null;
        int points = tag[10], gridLength = points * points * points * points * Colors;
        int inkEntries = isWide ? BinaryPrimitives.ReadUInt16BigEndian(tag[48..]) : 256;
        int colorEntries = isWide ? BinaryPrimitives.ReadUInt16BigEndian(tag[50..]) : 256;
        int length = (inkEntries * Inks) + gridLength + (colorEntries * Colors);
        ReadOnlySpan<byte> tables = tag[(isWide ? 52 : 48)..];
        if (inkEntries < 2 || colorEntries < 2 || gridLength > MaxGridLength || tables.Length < (isWide ? length * 2 : length))
            return null;
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++)
            numbers[i] = isWide ? BinaryPrimitives.ReadUInt16BigEndian(tables[(i * 2)..]) / 65_535f : tables[i] / 255f;
        return new CmykLut(
            [.. Enumerable.Range(0, Inks).Select(ink => PlacesFor(numbers.AsSpan(ink * inkEntries, inkEntries), points))],
            points,
            numbers.AsSpan(inkEntries * Inks, gridLength).ToArray(),
            [.. Enumerable.Range(0, Colors).Select(color => IccCurve.FromTable(numbers.AsSpan((inkEntries * Inks) + gridLength + (color * colorEntries), colorEntries).ToArray()))]);
    }

    /// <summary>Looks a color up, as Little CMS does: linearly along the first ink, and between four corners of the cube of the others.</summary>
    /// <param name="inks">The four inks, 255 for all of it.</param>
    public (double A, double B, double C) Find(ReadOnlySpan<byte> inks)
    {
        Span<Step> steps = stackalloc Step[Inks];
        int start = 0;
        for (int ink = 0, stride = Colors * Points * Points * Points; ink < Inks; ink++, stride /= Points)
        {
            float place = InkCurves[ink][inks[ink]];
            int low = Math.Min((int)place, Points - 2);
            start += low * stride;
            steps[ink] = new Step(place - low, stride);
        }

        Step first = steps[0];
        steps = steps[1..];
        // The farthest first: the way to the opposite corner that passes the nearest corners.
        if (steps[0].Part < steps[1].Part)
            (steps[0], steps[1]) = (steps[1], steps[0]);
        if (steps[1].Part < steps[2].Part)
            (steps[1], steps[2]) = (steps[2], steps[1]);
        if (steps[0].Part < steps[1].Part)
            (steps[0], steps[1]) = (steps[1], steps[0]);
        Vector3 color = Walk(start, steps) * (1 - first.Part);
        color += Walk(start + first.Stride, steps) * first.Part;
        return (ColorCurves[0](color.X), ColorCurves[1](color.Y), ColorCurves[2](color.Z));
    }

    private Vector3 Walk(int at, ReadOnlySpan<Step> steps)
    {
        Vector3 color = ColorAt(at) * (1 - steps[0].Part);
        color += ColorAt(at += steps[0].Stride) * (steps[0].Part - steps[1].Part);
        color += ColorAt(at += steps[1].Stride) * (steps[1].Part - steps[2].Part);
        return color + (ColorAt(at + steps[2].Stride) * steps[2].Part);
    }

    private Vector3 ColorAt(int at) => new(Grid[at], Grid[at + 1], Grid[at + 2]);

    private static float[] PlacesFor(ReadOnlySpan<float> curve, int points)
    {
        Func<double, double> function = IccCurve.FromTable(curve.ToArray());
        return [.. Enumerable.Range(0, 256).Select(ink => (float)(function(ink / 255.0) * (points - 1)))];
    }

    /// <summary>The way along an ink to the next point of the grid.</summary>
    /// <param name="Part">How much of it to go, 0 to 1.</param>
    /// <param name="Stride">The distance in the grid.</param>
    private readonly record struct Step(float Part, int Stride);
}
