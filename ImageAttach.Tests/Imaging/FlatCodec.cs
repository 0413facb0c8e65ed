namespace ImageAttach.Tests.Imaging;

/// <summary>Sees 60×40 pixels of half transparent orange in whatever it is given.</summary>
internal sealed class FlatCodec : IImageCodec
{
    /// <summary>A file that it reads, and the engine doesn't.</summary>
    public static byte[] File { get; } = [.. "II*\0"u8, .. "a picture of 60 by 40"u8];

    public static ImageSize Size { get; } = new(60, 40);

    public IReadOnlySet<string> MediaTypes { get; } = new HashSet<string> { "image/tiff", MediaType.Bmp };

    /// <summary>The size that was last requested.</summary>
    public ImageSize? RequestedSize { get; private set; }

    /// <summary>How many pixels it decodes.</summary>
    public int Pixels { get; set; } = (int)Size.Pixels;

    /// <summary>The profile of the colors that it decodes.</summary>
    public byte[] Profile { get; set; } = [];

    public ImageSize ReadSize(Stream file, ImageLimits limits) => Size;

    public DecodedImage Decode(ReadOnlyMemory<byte> file, ImageSize size, CancellationToken cancellationToken)
    {
        RequestedSize = size;
        byte[] orange = [128, 64, 0, 128];
        return new DecodedImage(Size, Enumerable.Repeat(orange, Pixels).SelectMany(pixel => pixel).ToArray(), IsOpaque: false) { ColorProfile = Profile };
    }
}
