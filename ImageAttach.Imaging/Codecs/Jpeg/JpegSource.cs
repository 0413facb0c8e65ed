using ImageAttach.Imaging.Colors;

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
    private readonly bool _readsAll;

    private JpegSource(ReadOnlyMemory<byte> file, JpegFrame frame, int side, bool readsAll)
    {
        (_file, _frame, _side, _readsAll) = (file, frame, side, readsAll);
        Planes = [.. frame.Components.Select(ShapeOf)];
    }

    public PixelKind Kind => _frame.Components.Count switch
    {
        1 => PixelKind.Gray,
        3 => PixelKind.YCbCr,
        _ => PixelKind.Cmyk,
    };

    public IReadOnlyList<PlaneShape> Planes { get; }

    public IColorConverter? Colors => _frame.Colors;

    /// <param name="file">The whole file.</param>
    /// <param name="scale">How much of the resolution is needed, 1 for all.</param>
    /// <param name="readsAll">Whether all data is read, even if the reduced size doesn't need it.</param>
    /// <returns>The image; null when it is of no usual kind.</returns>
    public static JpegSource? TryOpen(ReadOnlyMemory<byte> file, double scale, bool readsAll)
    {
        if (JpegFrame.TryRead(file.Span) is not { } frame)
            return null;
        int side = 1;
        while (side < 8 && (side < scale * 8 || Math.Min(frame.Width, frame.Height) * side < MinSide * 8))
            side *= 2;
        return new JpegSource(file, frame, side, readsAll);
    }

    public bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken)
    {
        if (_frame.IsSingleScan)
            return new JpegScan(_frame, _side, Planes).Decode(_file.Span[_frame.ScanStart..], onRow, cancellationToken);
        try
        {
            return new JpegCoefficients(_frame, _side, _readsAll).Decode(_file.Span, Planes, onRow, cancellationToken);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            // A segment between scans ends too early.
            return false;
        }
    }

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
