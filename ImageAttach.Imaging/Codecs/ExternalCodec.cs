namespace ImageAttach.Imaging;

/// <summary>Calls codecs of the options, and checks what they return.</summary>
internal static class ExternalCodec
{
    public const int BytesPerPixel = 4;

    /// <exception cref="ImageFormatException">The codec refuses the file.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    public static ImageHeader ReadHeader(IImageCodec codec, string mimeType, Stream image, ImageLimits limits)
    {
        ImageSize size = codec.ReadSize(image, limits);
        return new ImageHeader(mimeType, Refusal.CheckSize(mimeType, size.Width, size.Height, limits));
    }

    /// <exception cref="ImageFormatException">The codec can't decode the image.</exception>
    /// <exception cref="ImageLimitException">The codec finds it too large, or too much work.</exception>
    public static DecodedImage Decode(IImageCodec codec, string mimeType, ReadOnlyMemory<byte> file, ImageSize size, CancellationToken cancellationToken)
    {
        DecodedImage decoded = codec.Decode(file, size, cancellationToken);
        if (decoded.Size.Width < 1 || decoded.Size.Height < 1 || decoded.Pixels.Length != decoded.Size.Pixels * BytesPerPixel)
        {
            throw new InvalidOperationException(
                $"{codec.GetType().Name} decoded a {mimeType} file to {decoded.Size} and {decoded.Pixels.Length} bytes of pixels, which don't go together.");
        }

        return decoded;
    }
}
