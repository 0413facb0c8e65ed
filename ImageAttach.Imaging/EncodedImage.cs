namespace ImageAttach.Imaging;

/// <summary>An image file in memory.</summary>
/// <param name="MimeType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record EncodedImage(string MimeType, byte[] Content);
