using ImageAttach.AspNetCore.Thumbnails;

namespace ImageAttach.AspNetCore.Html;

/// <summary>The URL of a thumbnail that the image type declares, and its size.</summary>
internal readonly record struct NamedSource(Uri Url, ImageSize Size)
{
    /// <summary>Finds the thumbnail; null if it doesn't exist and can't be generated on demand.</summary>
    /// <param name="sets">The image set, loaded.</param>
    /// <param name="original">Its original.</param>
    /// <param name="name">The thumbnail's name.</param>
    public static NamedSource? Find(IImageSets sets, Image original, string name)
    {
        DeclaredThumbnail thumbnail = sets.Table.Thumbnails.FirstOrDefault(each => each.Name == name) ?? throw new ArgumentException(
            $"{sets.Table.ImageType.Name} declares no thumbnail '{name}'. Write [Thumbnail(\"{name}\", …)] on it, or give one of its names: " +
            $"{string.Join(", ", sets.Table.Thumbnails.Select(each => each.Name))}.");
        try
        {
            if (thumbnail.Spec.FindIn(sets.LoadedImages, original) is { } existing)
                return new(existing.Locate(), existing.Size);
            if (CurrentThumbnailUrls.InRequest?.Find(original, name) is { } url)
                return new(url, thumbnail.Spec.GetSize(original.Size));
        }
        catch (ImageLimitException)
        {
            // The thumbnail of such an original would be too large.
        }

        return null;
    }
}
