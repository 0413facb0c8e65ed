using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Converts finished thumbnails from their original's color profile to sRGB.</summary>
internal static class SkiaColorConversion
{
    /// <summary>What a profile asks of us.</summary>
    /// <returns>Null for a profile that can't be converted on the thumbnail, and is left to the decoder.</returns>
    public static bool? NeedsConversion(byte[]? profile)
    {
        if (profile is null)
            return false;
        using SKColorSpace? space = SpaceOf(profile);
        return space is null ? null : !space.IsSrgb;
    }

    /// <summary>Converts an image in place.</summary>
    /// <param name="rgb">Red, green, blue, and perhaps alpha.</param>
    /// <param name="profile">What its numbers mean.</param>
    public static unsafe PlanarImage ToSrgb(PlanarImage rgb, byte[] profile)
    {
        using SKColorSpace? space = SpaceOf(profile);
        using Raster raster = Raster.Of(rgb);
        using Raster converted = new(rgb.Size);
        SKAlphaType alpha = rgb.Kind == PixelKind.Rgba ? SKAlphaType.Premul : SKAlphaType.Opaque;
        SKImageInfo from = new(rgb.Size.Width, rgb.Size.Height, SKColorType.Rgba8888, alpha, space);
        // The process has one sRGB, which isn't ours to dispose.
        SKImageInfo to = from.WithColorSpace(SKColorSpace.CreateSrgb());
        fixed (uint* source = raster.Pixels, target = converted.Pixels)
        {
            using SKPixmap pixels = new(from, (IntPtr)source, from.RowBytes);
            if (!pixels.ReadPixels(to, (IntPtr)target, to.RowBytes))
                throw new InvalidOperationException($"Skia didn't convert the colors of {rgb.Size}.");
        }

        return converted.ToImage(rgb.Kind);
    }

    // SkiaSharp throws for bytes that aren't a profile, so they are parsed first.
    private static SKColorSpace? SpaceOf(byte[] profile)
    {
        using SKColorSpaceIccProfile? parsed = SKColorSpaceIccProfile.Create(profile);
        return parsed is null ? null : SKColorSpace.CreateIcc(parsed);
    }
}
