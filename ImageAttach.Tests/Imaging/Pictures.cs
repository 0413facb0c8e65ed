using SkiaSharp;

namespace ImageAttach.Tests.Imaging;

/// <summary>Image files made on the spot, the same for the same arguments.</summary>
internal static class Pictures
{
    private const int NoOrientation = 0;

    public static byte[] Jpeg(int width, int height, int seed = 0, int orientation = NoOrientation)
    {
        using var bitmap = Draw(width, height, seed);
        return WithOrientation(Encode(bitmap, SKEncodedImageFormat.Jpeg, 95), orientation);
    }

    public static byte[] Png(int width, int height, int seed = 0, int orientation = NoOrientation, bool exifBehindPixels = false)
    {
        using var bitmap = Draw(width, height, seed);
        var png = Encode(bitmap, SKEncodedImageFormat.Png, 100);
        return orientation == NoOrientation ? png : PngParts.WithExif(png, Exif.WithOrientation(orientation), exifBehindPixels);
    }

    public static byte[] WebP(int width, int height, int seed = 0, int orientation = NoOrientation)
    {
        using var bitmap = Draw(width, height, seed);
        var webP = Encode(bitmap, SKEncodedImageFormat.Webp, 90);
        return orientation == NoOrientation ? webP : WebPParts.WithExif(webP, width, height, Exif.WithOrientation(orientation));
    }

    /// <summary>A GIF; frame after frame it is the picture of the next seed.</summary>
    public static byte[] Gif(int width, int height, int seed = 0, int frames = 1)
    {
        var gif = new GifWriter(width, height);
        for (var i = 0; i < frames; i++)
        {
            using var bitmap = Draw(width, height, seed + i);
            gif.Add(bitmap);
        }

        return gif.Finish();
    }

    public static byte[] Bmp(int width, int height, int seed = 0)
    {
        using var bitmap = Draw(width, height, seed);
        return BmpWriter.Write(bitmap);
    }

    /// <summary>An icon of two pictures, a bitmap and a larger PNG.</summary>
    public static byte[] Ico(int width, int height, int seed = 0) =>
        IcoParts.Of(IcoParts.Bitmap(Bmp(Math.Max(1, width / 2), Math.Max(1, height / 2), seed)), Png(width, height, seed));

    /// <summary>A file of any type that ImageAttach knows.</summary>
    public static byte[] Of(string mimeType, int width, int height, int seed = 0) => mimeType switch
    {
        MediaType.Jpeg => Jpeg(width, height, seed),
        MediaType.Png => Png(width, height, seed),
        MediaType.Gif => Gif(width, height, seed, frames: 3),
        MediaType.WebP => WebP(width, height, seed),
        MediaType.Bmp => Bmp(width, height, seed),
        MediaType.Ico => Ico(width, height, seed),
        _ => throw new ArgumentOutOfRangeException(nameof(mimeType), mimeType, "No such picture is drawn."),
    };

    /// <summary>Gradients, shapes and a little noise: what a photograph has, and every seed another.</summary>
    public static SKBitmap Draw(int width, int height, int seed)
    {
        var random = new Random(seed);
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        var (fx, fy, phase) = (0.02 + (random.NextDouble() * 0.2), 0.02 + (random.NextDouble() * 0.2), random.NextDouble() * 6);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var wave = 60 * Math.Sin((x * fx) + (y * fy) + phase);
                var disc = Math.Abs((((x - (width / 2.0)) * (x - (width / 2.0))) + ((y - (height / 2.0)) * (y - (height / 2.0)))) % 3000) < 900 ? 40 : 0;
                var noise = random.Next(-6, 7);
                bitmap.SetPixel(x, y, new SKColor(
                    Byte(100 + wave + disc + noise), Byte((200.0 * x / width) + disc + noise), Byte((180.0 * y / height) + 40 - wave + noise)));
            }
        }

        return bitmap;
    }

    /// <summary>A picture whose numbers mean colours of a wider gamut than sRGB's, as its profile says.</summary>
    public static byte[] Profiled(SKEncodedImageFormat format, int width, int height, int seed = 0)
    {
        using var bitmap = Draw(width, height, seed);
        using var space = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        using var wide = new SKBitmap(bitmap.Info.WithColorSpace(space));
        System.Runtime.InteropServices.Marshal.Copy(bitmap.Bytes, 0, wide.GetPixels(), bitmap.ByteCount);
        return Encode(wide, format, 92);
    }

    public static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format, int quality)
    {
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }

    public static byte[] WithOrientation(byte[] jpeg, int orientation) =>
        orientation == NoOrientation ? jpeg : JpegParts.WithExif(jpeg, Exif.WithOrientation(orientation));

    private static byte Byte(double value) => (byte)Math.Clamp(value, 0, 255);
}
