using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Rendering;

/// <summary>A finished image as the source of a smaller one.</summary>
internal sealed class PlanarImageSource(PlanarImage image, ImageSize original) : IPixelSource
{
    public PixelKind Kind => image.Kind;

    public IReadOnlyList<PlaneShape> Planes { get; } =
        [.. image.Planes.Select((plane, i) => ShapeOf(plane.Size, plane.Size == image.Planes[0].Size ? 1 : 2, image.Size, original))];

    public bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken)
    {
        for (int i = 0; i < image.Planes.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Plane plane = image.Planes[i];
            for (int y = 0; y < plane.Size.Height; y++)
                onRow(i, plane.Row(y));
        }

        return true;
    }

    public void Dispose()
    {
    }

    private static PlaneShape ShapeOf(ImageSize plane, int pixels, ImageSize image, ImageSize original) => new(
        plane.Width, plane.Height, (double)image.Width / original.Width / pixels, (double)image.Height / original.Height / pixels);
}
