using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>Finds thumbnails among images.</summary>
public static class ThumbnailSpecExtensions
{
    /// <summary>Finds a thumbnail among the images of a set.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="spec">The thumbnail.</param>
    /// <param name="images">The images.</param>
    /// <param name="original">The set's original.</param>
    /// <returns>The thumbnail; null when there is none. The original isn't a thumbnail, whatever its size.</returns>
    /// <exception cref="ImageLimitException">The thumbnail would be too large.</exception>
    public static TImage? FindIn<TImage>(this ThumbnailSpec spec, IReadOnlyList<TImage> images, TImage original)
        where TImage : Image
    {
        if (images.FirstOrDefault(image => !image.Original && spec.Matches(image.Size, image.Recipe)) is { } match)
            return match;
        ImageSize size = spec.GetSize(original.Size);
        return images.FirstOrDefault(image => !image.Original && image.Size == size && spec.Matches(image.Recipe));
    }
}
