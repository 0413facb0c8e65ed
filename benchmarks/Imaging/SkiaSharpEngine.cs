using SkiaSharp;

namespace ImageAttach.Benchmarks.Imaging;

/// <summary>SkiaSharp as most programs use it: everything decoded, then resized with mipmaps.</summary>
internal sealed class SkiaSharpEngine : Engine
{
    public override string Name => "SkiaSharp, plain";

    public override byte[] Make(byte[] file, string extension, int width)
    {
        using SKBitmap whole = SKBitmap.Decode(file);
        using SKBitmap small = whole.Resize(
            new SKSizeI(width, (int)Math.Round((double)whole.Height * width / whole.Width)), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using SKData encoded = extension switch
        {
            ".jpg" => small.Encode(SKEncodedImageFormat.Jpeg, JpegQuality),
            ".png" => small.Encode(SKEncodedImageFormat.Png, 100),
            _ => small.Encode(SKEncodedImageFormat.Webp, WebPQuality),
        };
        return encoded.ToArray();
    }
}
