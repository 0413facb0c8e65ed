namespace ImageAttach;

/// <summary>Everything a codec needs to know to make one thumbnail of an original.</summary>
/// <param name="Size">
/// The thumbnail's exact size, seen upright. With <see cref="Fit.Scale"/> and <see cref="Fit.Contain"/> it has the original's
/// proportions already, and the picture fills it; with <see cref="Fit.Cover"/> the picture is cut to its proportions; with
/// <see cref="Fit.Pad"/> it stands in the middle of it.
/// </param>
/// <param name="Options">The rest.</param>
public sealed record ThumbnailRecipe(ImageSize Size, ThumbnailOptions Options)
{
    /// <summary>A picture scaled to a size, everything else as by default.</summary>
    /// <param name="size">The thumbnail's size.</param>
    public ThumbnailRecipe(ImageSize size)
        : this(size, ThumbnailOptions.Default)
    {
    }
}
