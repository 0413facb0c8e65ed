namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Decodes JPEGs of the usual kind, in luma and color as they are stored, reduced while their blocks are transformed.</summary>
/// <remarks>
/// Skia's decoder has no SIMD on x64 and turns all pixels into RGB, which costs more than the rest of a thumbnail. This one gives up
/// at anything unusual or broken, and leaves it to Skia.
/// </remarks>
internal sealed class JpegSource : IPixelSource
{
    // Reduced further, the half-filled square at an image's edge would be a good part of all its pixels.
    private const int MinSide = 16;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly JpegFrame _frame;
    private readonly int _side;

    private JpegSource(ReadOnlyMemory<byte> file, JpegFrame frame, int side)
    {
        (_file, _frame, _side) = (file, frame, side);
        Planes = [.. frame.Components.Select(ShapeOf)];
    }

    public PixelKind Kind => _frame.Components.Count == 1 ? PixelKind.Gray : PixelKind.YCbCr;

    public IReadOnlyList<PlaneShape> Planes { get; }

    public byte[]? Profile => _frame.Profile;

    /// <param name="file">The whole file.</param>
    /// <param name="scale">How much of the resolution is needed, 1 for all.</param>
    /// <returns>The image; null when it is of no usual kind.</returns>
    public static JpegSource? TryOpen(ReadOnlyMemory<byte> file, double scale)
    {
        if (JpegFrame.TryRead(file.Span) is not { } frame)
            return null;
        int side = 1;
        while (side < 8 && (side < scale * 8 || Math.Min(frame.Width, frame.Height) * side < MinSide * 8))
            side *= 2;
        return new JpegSource(file, frame, side);
    }

    public bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken) =>
        new JpegScan(_frame, _side, Planes).Decode(_file.Span[_frame.ScanStart..], onRow, cancellationToken);

    public void Dispose()
    {
    }

    private PlaneShape ShapeOf(JpegComponent component)
    {
        double scaleX = _side / 8.0 * component.HorizontalSampling / _frame.HorizontalSampling;
        double scaleY = _side / 8.0 * component.VerticalSampling / _frame.VerticalSampling;
        return new((int)Math.Ceiling(_frame.Width * scaleX), (int)Math.Ceiling(_frame.Height * scaleY), scaleX, scaleY);
    }
}
