using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Rendering;

/// <summary>Combines images with background colors.</summary>
internal static class Compositor
{
    /// <summary>Blends a color over another one.</summary>
    public static Color Over(Color background, Color color)
    {
        return new(Mix(background.Red, color.Red), Mix(background.Green, color.Green), Mix(background.Blue, color.Blue));

        byte Mix(byte behind, byte over) => (byte)((((255 - color.Alpha) * behind) + (color.Alpha * over) + 127) / 255);
    }

    /// <summary>Blends an image over a background.</summary>
    /// <returns>The image; without alpha if the background is opaque.</returns>
    public static PlanarImage Over(PlanarImage rgba, Color background)
    {
        if (rgba.Kind != PixelKind.Rgba)
            return rgba;
        Plane[] planes = [new(rgba.Size), new(rgba.Size), new(rgba.Size), new(rgba.Size)];
        byte[] alpha = rgba.Planes[3].Pixels;
        // All multiplied by alpha, as the image is.
        int[] behind = [Premultiplied(background.Red, background.Alpha), Premultiplied(background.Green, background.Alpha), Premultiplied(background.Blue, background.Alpha), background.Alpha];
        for (int i = 0; i < planes.Length; i++)
        {
            (byte[] from, byte[] to) = (rgba.Planes[i].Pixels, planes[i].Pixels);
            for (int at = 0; at < to.Length; at++)
                to[at] = (byte)Math.Min(255, from[at] + (((behind[i] * (255 - alpha[at])) + 127) / 255));
        }

        return background.Alpha == 255 ? new(PixelKind.Rgb, rgba.Size, planes[..3]) : new(PixelKind.Rgba, rgba.Size, planes);
    }

    /// <summary>Pads an image to a larger size, with the image in the center.</summary>
    /// <param name="image">The image, with or without alpha.</param>
    /// <param name="size">The larger size.</param>
    /// <param name="color">The color of the padding.</param>
    public static PlanarImage Pad(PlanarImage image, ImageSize size, Color color)
    {
        (int left, int top) = ((size.Width - image.Size.Width) / 2, (size.Height - image.Size.Height) / 2);
        bool hasAlpha = image.Kind == PixelKind.Rgba || color.Alpha < 255;
        byte[] around =
        [
            (byte)Premultiplied(color.Red, color.Alpha), (byte)Premultiplied(color.Green, color.Alpha),
            (byte)Premultiplied(color.Blue, color.Alpha), color.Alpha,
        ];
        Plane[] planes = new Plane[hasAlpha ? 4 : 3];
        for (int i = 0; i < planes.Length; i++)
        {
            planes[i] = new Plane(size);
            planes[i].Pixels.AsSpan().Fill(around[i]);
            for (int y = 0; y < image.Size.Height; y++)
            {
                Span<byte> row = planes[i].Row(top + y).Slice(left, image.Size.Width);
                if (i < image.Planes.Count)
                    image.Planes[i].Row(y).CopyTo(row);
                else
                    row.Fill(255);
            }
        }

        return new(hasAlpha ? PixelKind.Rgba : PixelKind.Rgb, size, planes);
    }

    private static int Premultiplied(int part, int alpha) => ((part * alpha) + 127) / 255;
}
