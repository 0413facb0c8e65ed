namespace ImageAttach.Imaging;

/// <summary>An image as a file's bytes.</summary>
/// <param name="MimeType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record EncodedImage(string MimeType, byte[] Content);
