using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Rendering;

/// <summary>Sharpens edges: adds a part of what a slight blur takes away.</summary>
internal static class UnsharpMask
{
    /// <param name="image">The image. Of luma and color only the luma is sharpened, and alpha never.</param>
    /// <param name="amount">How much is added, 0 for nothing.</param>
    public static PlanarImage Apply(PlanarImage image, double amount)
    {
        if (amount == 0)
            return image;
        byte[]? alpha = image.Kind == PixelKind.Rgba ? image.Planes[3].Pixels : null;
        return image with
        {
            Planes = [.. image.Planes.Select((plane, i) => i < (image.Kind == PixelKind.YCbCr ? 1 : 3) ? Sharpen(plane, (int)Math.Round(amount * 256), alpha) : plane)],
        };
    }

    // The blur weighs 1 2 1 on each axis.
    private static Plane Sharpen(Plane plane, int amount, byte[]? alpha)
    {
        Plane sharp = new(plane.Size);
        for (int y = 0; y < plane.Size.Height; y++)
        {
            Span<byte> above = plane.Row(Math.Max(0, y - 1)), row = plane.Row(y), below = plane.Row(Math.Min(y + 1, plane.Size.Height - 1));
            Span<byte> to = sharp.Row(y);
            for (int x = 0; x < to.Length; x++)
            {
                (int left, int right) = (Math.Max(0, x - 1), Math.Min(x + 1, to.Length - 1));
                int blurred = above[left] + (2 * above[x]) + above[right] + (2 * (row[left] + (2 * row[x]) + row[right]))
                    + below[left] + (2 * below[x]) + below[right];
                int value = row[x] + (((16 * row[x]) - blurred) * amount / (16 * 256));
                // A color above its alpha would be no color at all once alpha is divided out.
                to[x] = (byte)Math.Clamp(value, 0, alpha?[(y * to.Length) + x] ?? 255);
            }
        }

        return sharp;
    }
}
