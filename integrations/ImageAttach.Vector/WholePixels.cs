namespace ImageAttach.Vector;

/// <summary>Makes a size in pixels of one that needn't be whole.</summary>
internal static class WholePixels
{
    /// <exception cref="ImageFormatException">There is no such size.</exception>
    public static ImageSize Of((double Width, double Height) size, string mimeType)
    {
        if (!(size is { Width: > 0, Height: > 0 } && size.Width <= int.MaxValue && size.Height <= int.MaxValue))
            throw new ImageFormatException(FormattableString.Invariant($"The {mimeType} file can't be drawn: its size is {size.Width}×{size.Height}. Save it anew in another size."));
        return new(Round(size.Width), Round(size.Height));
    }

    private static int Round(double side) => Math.Max(1, (int)Math.Round(side, MidpointRounding.AwayFromZero));
}
