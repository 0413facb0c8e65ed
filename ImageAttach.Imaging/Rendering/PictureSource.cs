using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Rendering;

/// <summary>A finished picture as the source of a smaller one.</summary>
internal sealed class PictureSource(Picture picture, ImageSize original) : IPixelSource
{
    public PixelKind Kind => picture.Kind;

    public IReadOnlyList<PlaneShape> Planes { get; } =
        [.. picture.Planes.Select((plane, i) => ShapeOf(plane.Size, plane.Size == picture.Planes[0].Size ? 1 : 2, picture.Size, original))];

    public byte[]? Profile => null;

    public bool Decode(RowTaker take, CancellationToken cancellationToken)
    {
        for (int i = 0; i < picture.Planes.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Plane plane = picture.Planes[i];
            for (int y = 0; y < plane.Size.Height; y++)
                take(i, plane.Row(y));
        }

        return true;
    }

    public void Dispose()
    {
    }

    private static PlaneShape ShapeOf(ImageSize plane, int pixels, ImageSize picture, ImageSize original) => new(
        plane.Width, plane.Height, (double)picture.Width / original.Width / pixels, (double)picture.Height / original.Height / pixels);
}
