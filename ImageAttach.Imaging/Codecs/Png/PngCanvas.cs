using ImageAttach.Imaging.Resampling;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>What a viewer sees of an animated PNG, frame after frame: red, green, blue and alpha, colors multiplied by alpha.</summary>
internal sealed class PngCanvas(ImageSize size)
{
    private const int Alpha = 3;

    private readonly Plane[] _planes = [new(size), new(size), new(size), new(size)];
    private readonly Plane[] _backup = [new(size), new(size), new(size), new(size)];
    private readonly byte[][] _row = [new byte[size.Width], new byte[size.Width], new byte[size.Width], new byte[size.Width]];
    private PngFrame _frame = null!;
    private int _y;

    public void Begin(PngFrame frame)
    {
        (_frame, _y) = (frame, 0);
        if (frame.Disposal != PngDisposal.Previous)
            return;
        for (int i = 0; i < _planes.Length; i++)
            _planes[i].Pixels.CopyTo(_backup[i].Pixels, 0);
    }

    /// <summary>Takes the next row of a plane of the frame.</summary>
    public void AddRow(PixelKind kind, int plane, ReadOnlySpan<byte> row)
    {
        row.CopyTo(_row[plane]);
        int last = kind switch
        {
            PixelKind.Gray => 0,
            PixelKind.Rgb => 2,
            _ => Alpha,
        };
        if (plane < last)
            return;
        for (int i = last + 1; i < Alpha; i++)
            row.CopyTo(_row[i]);
        if (last < Alpha)
            _row[Alpha].AsSpan().Fill(255);
        Draw(_y++);
    }

    public void Emit(PlaneRowCallback onRow)
    {
        for (int y = 0; y < size.Height; y++)
        {
            for (int i = 0; i < _planes.Length; i++)
                onRow(i, _planes[i].Row(y));
        }
    }

    /// <summary>Does what becomes of the frame afterwards.</summary>
    public void End()
    {
        for (int i = 0; i < _planes.Length; i++)
        {
            if (_frame.Disposal == PngDisposal.Previous)
                _backup[i].Pixels.CopyTo(_planes[i].Pixels, 0);
            for (int y = 0; y < _frame.Size.Height && _frame.Disposal == PngDisposal.Background; y++)
                _planes[i].Row(_frame.Top + y).Slice(_frame.Left, _frame.Size.Width).Clear();
        }
    }

    private void Draw(int y)
    {
        ReadOnlySpan<byte> alpha = _row[Alpha];
        for (int i = 0; i < _planes.Length; i++)
        {
            ReadOnlySpan<byte> from = _row[i].AsSpan(0, _frame.Size.Width);
            Span<byte> to = _planes[i].Row(_frame.Top + y).Slice(_frame.Left, _frame.Size.Width);
            if (!_frame.IsBlended)
            {
                from.CopyTo(to);
                continue;
            }

            for (int x = 0; x < to.Length; x++)
                to[x] = (byte)Math.Min(255, from[x] + (((to[x] * (255 - alpha[x])) + 127) / 255));
        }
    }
}
