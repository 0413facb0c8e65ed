using ImageAttach.AspNetCore.Thumbnails;

namespace ImageAttach.AspNetCore;

/// <summary>What images have in a web application.</summary>
public static class ImageExtensions
{
    /// <summary>The signed address of a thumbnail that is made when it is first asked for. Computed: no I/O.</summary>
    /// <param name="original">The original.</param>
    /// <param name="width">The thumbnail's width in pixels: one of <see cref="ThumbnailUrlOptions.Widths"/>, unless others are allowed.</param>
    /// <returns>A path such as <c>/thumbs/user-picture/n42/k3f9…/150?s=…</c>, which browsers read as the application's own.</returns>
    /// <exception cref="ArgumentException">The image is a thumbnail itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No thumbnail may have that width.</exception>
    /// <exception cref="InvalidOperationException">No request is being answered, or the application doesn't show thumbnails.</exception>
    public static Uri ThumbnailUrl(this Image original, int width) => Current.Of(original, width);

    /// <summary>The signed address of a thumbnail that the image type declares, made when it is first asked for. Computed: no I/O.</summary>
    /// <param name="original">The original.</param>
    /// <param name="name">The thumbnail's name, as in <see cref="ThumbnailAttribute"/>.</param>
    /// <returns>A path such as <c>/thumbs/user-picture/n42/k3f9…/avatar?s=…</c>, which browsers read as the application's own.</returns>
    /// <exception cref="ArgumentException">The image is a thumbnail itself, or its type declares none of that name.</exception>
    /// <exception cref="InvalidOperationException">No request is being answered, or the application doesn't show thumbnails.</exception>
    public static Uri ThumbnailUrl(this Image original, string name) => Current.Of(original, name);

    private static CurrentThumbnailUrls Current => CurrentThumbnailUrls.InRequest ?? throw new InvalidOperationException(
        "Thumbnails have no addresses here: no request is being answered after UseImageAttach, or MapImageThumbnails wasn't called. " +
        "Outside of requests use the service ThumbnailUrls.");
}
