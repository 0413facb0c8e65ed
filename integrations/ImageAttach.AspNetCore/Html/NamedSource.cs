using ImageAttach.AspNetCore.Thumbnails;

namespace ImageAttach.AspNetCore.Html;

/// <summary>Where a thumbnail that the image type declares is had, and its size. Where it isn't made, and can't be on demand, the original stands in.</summary>
internal readonly record struct NamedSource(Uri Address, ImageSize Size)
{
    /// <param name="sets">The image set, loaded.</param>
    /// <param name="original">Its original.</param>
    /// <param name="name">The thumbnail's name.</param>
    public static NamedSource Of(IImageSets sets, Image original, string name)
    {
        DeclaredThumbnail thumbnail = sets.Table.Thumbnails.FirstOrDefault(each => each.Name == name) ?? throw new ArgumentException(
            $"{sets.Table.ImageType.Name} declares no thumbnail '{name}'. Write [Thumbnail(\"{name}\", …)] on it, or give one of its names: " +
            $"{string.Join(", ", sets.Table.Thumbnails.Select(each => each.Name))}.");
        try
        {
            if (thumbnail.Spec.FindIn(sets.OfOneSet, original) is { } made)
                return new(made.Locate(), made.Size);
            if (CurrentThumbnailUrls.InRequest?.Find(original, name) is { } address)
                return new(address, thumbnail.Spec.GetSize(original.Size));
        }
        catch (ImageLimitException)
        {
            // Of such an original the thumbnail would be too large.
        }

        return new(original.Locate(), original.Size);
    }
}
