namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Names the original that thumbnails are made from.</summary>
/// <param name="ObjectType">The kind of image.</param>
/// <param name="SetKey">The key of its image set, as text.</param>
/// <param name="Version">The original's version.</param>
internal sealed record OriginalReference(string ObjectType, string SetKey, string Version)
{
    public static OriginalReference Of(WantedThumbnail thumbnail) => new(thumbnail.ObjectType, thumbnail.SetKey, thumbnail.Version);
}
