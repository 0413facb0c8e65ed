namespace ImageAttach.Imaging.Skia;

internal sealed class SkiaCodec : IImageCodec
{
    public static SkiaCodec Instance { get; } = new();

    public ImageHeader ReadHeader(Stream image, ImageLimits limits) => throw new NotImplementedException();

    public EncodedImage MakeThumbnail(ReadOnlyMemory<byte> original, ImageSize size, CancellationToken cancellationToken) => throw new NotImplementedException();
}
