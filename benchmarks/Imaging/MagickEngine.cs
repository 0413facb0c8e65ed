using ImageMagick;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>Magick.NET, with the hint that lets it decode JPEGs at a reduced size.</summary>
internal sealed class MagickEngine : Engine
{
    public override string Name => "Magick.NET";

    public override byte[] Make(byte[] file, string extension, int width)
    {
        ResourceLimits.Thread = 1;
        MagickReadSettings settings = new();
        settings.SetDefine(MagickFormat.Jpeg, "size", $"{2 * width}x{2 * width}");
        using MagickImage image = new(file, settings);
        image.Resize((uint)width, 0);
        image.Strip();
        image.Quality = extension == ".webp" ? (uint)WebPQuality : extension == ".jpg" ? (uint)JpegQuality : 75;
        return image.ToByteArray();
    }
}
