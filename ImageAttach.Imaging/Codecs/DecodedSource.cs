namespace ImageAttach.Imaging;

/// <summary>What another codec decoded, as the source of thumbnails.</summary>
internal sealed class DecodedSource : IPixelSource
{
    private readonly DecodedImage _decoded;

    /// <param name="decoded">The picture.</param>
    /// <param name="original">The original's own size.</param>
    public DecodedSource(DecodedImage decoded, ImageSize original)
    {
        _decoded = decoded;
        Kind = decoded.IsOpaque ? PixelKind.Rgb : PixelKind.Rgba;
        var (width, height) = decoded.Size;
        var shape = new PlaneShape(width, height, (double)width / original.Width, (double)height / original.Height);
        Planes = [.. Enumerable.Repeat(shape, decoded.IsOpaque ? 3 : 4)];
    }

    public PixelKind Kind { get; }

    public IReadOnlyList<PlaneShape> Planes { get; }

    public byte[]? Profile => null;

    public bool Decode(RowTaker take, CancellationToken cancellationToken)
    {
        var rowLength = _decoded.Size.Width * ExternalCodec.BytesPerPixel;
        var plane = new byte[_decoded.Size.Width];
        for (var y = 0; y < _decoded.Size.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = _decoded.Pixels.Span.Slice(y * rowLength, rowLength);
            for (var i = 0; i < Planes.Count; i++)
            {
                PixelRow.Pick(row, i, plane);
                take(i, plane);
            }
        }

        return true;
    }

    public void Dispose()
    {
    }
}
