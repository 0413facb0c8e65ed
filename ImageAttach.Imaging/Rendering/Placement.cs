namespace ImageAttach.Imaging.Rendering;

/// <summary>Which part of an original a thumbnail shows, how large, and where.</summary>
/// <param name="Left">Where the part begins, in pixels of the original, seen upright.</param>
/// <param name="Top">Where the part begins, in pixels of the original, seen upright.</param>
/// <param name="Width">The part's width, in pixels of the original.</param>
/// <param name="Height">The part's height, in pixels of the original.</param>
/// <param name="TargetSize">The size it is scaled to: the thumbnail's, or less where that is padded.</param>
internal readonly record struct Placement(double Left, double Top, double Width, double Height, ImageSize TargetSize)
{
    /// <param name="original">The original's size, seen upright.</param>
    /// <param name="size">The thumbnail's size.</param>
    /// <param name="options">How the thumbnail is made.</param>
    public static Placement Of(ImageSize original, ImageSize size, ThumbnailOptions options) => options.Fit switch
    {
        Fit.Cover => Cover(original, size, options.FocalPoint),
        Fit.Pad => new(0, 0, original.Width, original.Height, FitWithin(original, size)),
        _ => new(0, 0, original.Width, original.Height, size),
    };

    /// <summary>How many pixels of the thumbnail there are to one of the original, on the axis where there are more.</summary>
    public double Scale => Math.Max(TargetSize.Width / Width, TargetSize.Height / Height);

    /// <summary>Whether the whole original is shown.</summary>
    public bool IsWholeOf(ImageSize original) => Width >= original.Width && Height >= original.Height;

    /// <summary>The largest size with an image's proportions between two sides, each side rounded and at least 1.</summary>
    public static ImageSize FitWithin(ImageSize image, ImageSize sides)
    {
        double scale = Math.Min((double)sides.Width / image.Width, (double)sides.Height / image.Height);
        return new(Side(image.Width * scale, sides.Width), Side(image.Height * scale, sides.Height));

        static int Side(double length, int maxLength) => Math.Clamp((int)Math.Round(length, MidpointRounding.AwayFromZero), 1, maxLength);
    }

    private static Placement Cover(ImageSize original, ImageSize size, FocalPoint focus)
    {
        double scale = Math.Max((double)size.Width / original.Width, (double)size.Height / original.Height);
        (double width, double height) = (size.Width / scale, size.Height / scale);
        // The focal point comes as near to the middle as the edges allow.
        return new(
            Math.Clamp((focus.X * original.Width) - (width / 2), 0, Math.Max(0, original.Width - width)),
            Math.Clamp((focus.Y * original.Height) - (height / 2), 0, Math.Max(0, original.Height - height)),
            width,
            height,
            size);
    }
}
