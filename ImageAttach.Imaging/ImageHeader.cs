namespace ImageAttach.Imaging;

/// <summary>The header of an image file.</summary>
/// <param name="MimeType">The media type, found in the bytes.</param>
/// <param name="Size">The size as a viewer sees it, after orientation.</param>
public sealed record ImageHeader(string MimeType, ImageSize Size)
{
    /// <summary>Whether a part of the image is missing. Never true unless <see cref="ImageLimits.AllowDamaged"/> is set.</summary>
    public bool IsDamaged { get; init; }
}
