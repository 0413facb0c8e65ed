using ImageAttach.Imaging.Colors;
using ImageAttach.Imaging.Rendering;
using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>Converts RGB by a color profile.</summary>
internal sealed class SkiaColorConverter : IColorConverter
{
    private readonly byte[] _profile;

    private SkiaColorConverter(byte[] profile) => _profile = profile;

    /// <summary>Makes the converter of a profile.</summary>
    /// <param name="profile">The profile; null for none.</param>
    /// <param name="isGray">Whether the pixels are gray, whose profiles are left to the decoder.</param>
    /// <param name="converter">The converter; null when the pixels are sRGB already.</param>
    /// <returns>False for a profile that can't be converted on the thumbnail, and is left to the decoder.</returns>
    public static bool TryCreate(byte[]? profile, bool isGray, out IColorConverter? converter)
    {
        converter = null;
        if (profile is null)
            return true;
        using SKColorSpace? space = SpaceOf(profile);
        if (space is null || (isGray && !space.IsSrgb))
            return false;
        converter = space.IsSrgb ? null : new SkiaColorConverter(profile);
        return true;
    }

    public unsafe PlanarImage ToSrgb(PlanarImage image)
    {
        PlanarImage rgb = ColorConversion.ToRgb(image);
        using SKColorSpace? space = SpaceOf(_profile);
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
