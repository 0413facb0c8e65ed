namespace ImageAttach.Imaging;

/// <summary>What an image's header tells.</summary>
/// <param name="MimeType">The media type, from the bytes.</param>
/// <param name="Size">The size as a viewer sees it, after orientation.</param>
internal sealed record ImageHeader(string MimeType, ImageSize Size);
