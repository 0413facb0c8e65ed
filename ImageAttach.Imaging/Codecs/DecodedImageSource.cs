using ImageAttach.Imaging.Codecs.Skia;
using ImageAttach.Imaging.Colors;

namespace ImageAttach.Imaging;

/// <summary>What another codec decoded, as the source of thumbnails.</summary>
internal sealed class DecodedImageSource : IPixelSource
{
    private readonly DecodedImage _decoded;

    /// <param name="decoded">The image.</param>
    /// <param name="original">The original's own size.</param>
    public DecodedImageSource(DecodedImage decoded, ImageSize original)
    {
        _decoded = decoded;
        Kind = decoded.IsOpaque ? PixelKind.Rgb : PixelKind.Rgba;
        (int width, int height) = decoded.Size;
        PlaneShape shape = new(width, height, (double)width / original.Width, (double)height / original.Height);
        Planes = [.. Enumerable.Repeat(shape, decoded.IsOpaque ? 3 : 4)];
        if (IccProfile.DescribesRgb(decoded.ColorProfile.Span) && SkiaColorConverter.TryCreate(decoded.ColorProfile.ToArray(), isGray: false, out IColorConverter? colors))
            Colors = colors;
    }

    public PixelKind Kind { get; }

    public IReadOnlyList<PlaneShape> Planes { get; }

    public IColorConverter? Colors { get; }

    public bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken)
    {
        int rowLength = _decoded.Size.Width * ExternalCodec.BytesPerPixel;
        byte[] plane = new byte[_decoded.Size.Width];
        for (int y = 0; y < _decoded.Size.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> row = _decoded.Pixels.Span.Slice(y * rowLength, rowLength);
            for (int i = 0; i < Planes.Count; i++)
            {
                PixelRow.ExtractChannel(row, i, plane);
                onRow(i, plane);
            }
        }

        return true;
    }

    public void Dispose()
    {
    }
}
