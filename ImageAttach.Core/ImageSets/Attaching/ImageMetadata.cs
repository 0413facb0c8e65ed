using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>Works with what image files hold besides pixels: EXIF, XMP, IPTC, comments, and previews.</summary>
public static class ImageMetadata
{
    /// <summary>Copies an image file without its metadata. Pixels are not encoded again; color profiles and the orientation stay.</summary>
    /// <param name="file">The file, from the stream's position to its end. The stream must be able to seek.</param>
    /// <param name="destination">Receives the copy.</param>
    /// <remarks>
    /// JPEG, PNG, WebP, GIF, BMP, and ICO are supported, and the types of codecs that implement <see cref="IImageCodec.TryRemoveMetadata"/>,
    /// such as SVG.
    /// </remarks>
    /// <exception cref="ImageFormatException">The file is broken, or metadata cannot be removed from files of its type.</exception>
    public static void Remove(Stream file, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(destination);
        ImageAttachSettings.Current.Engine.RemoveMetadata(file, destination);
    }
}
