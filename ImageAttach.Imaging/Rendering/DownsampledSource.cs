using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ImageAttach.Imaging.Colors;

namespace ImageAttach.Imaging.Rendering;

/// <summary>A source that averages squares of pixels to one, for decoders that can't reduce.</summary>
/// <remarks>Averaging costs a fraction of resampling. What is resampled afterwards is still larger than needed, so that nothing is lost by it.</remarks>
internal sealed class DownsampledSource : IPixelSource
{
    private const int MaxFactor = 64;

    // Shrunk further, the half-filled square at an image's edge would be a good part of all its pixels.
    private const int MinSide = 16;

    private readonly IPixelSource _source;
    private readonly int _factor;
    private readonly PlaneDownsampler[] _planes;

    private DownsampledSource(IPixelSource source, int factor)
    {
        (_source, _factor) = (source, factor);
        _planes = [.. source.Planes.Select(shape => new PlaneDownsampler(shape, factor))];
        Planes = [.. source.Planes.Select(shape => new PlaneShape(
            DivideRoundingUp(shape.Width, factor), DivideRoundingUp(shape.Height, factor), shape.ScaleX / factor, shape.ScaleY / factor))];
    }

    public PixelKind Kind => _source.Kind;

    public IReadOnlyList<PlaneShape> Planes { get; }

    public IColorConverter? Colors => _source.Colors;

    /// <param name="source">The source.</param>
    /// <param name="scale">How much of its resolution is needed, 1 for all.</param>
    /// <returns>A source of at least that resolution; the same source if none can be left out.</returns>
    public static IPixelSource For(IPixelSource source, double scale)
    {
        int shortest = source.Planes.Min(shape => Math.Min(shape.Width, shape.Height));
        int factor = (int)Math.Min(Math.Min(MaxFactor, shortest / MinSide), Math.Floor(1 / scale));
        return factor < 2 ? source : new DownsampledSource(source, factor);
    }

    public bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken) =>
        _source.Decode(
            (plane, row) =>
            {
                if (_planes[plane].Add(row))
                    onRow(plane, _planes[plane].Average());
            },
            cancellationToken);

    public void Dispose() => _source.Dispose();

    private static int DivideRoundingUp(int number, int by) => (number + by - 1) / by;

    /// <summary>The rows of one plane that become its next row.</summary>
    private sealed class PlaneDownsampler(PlaneShape shape, int factor)
    {
        // 64 rows of bytes stay below the largest of them.
        private readonly ushort[] _sums = new ushort[shape.Width];
        private readonly byte[] _row = new byte[DivideRoundingUp(shape.Width, factor)];
        private int _added;
        private int _remaining = shape.Height;

        /// <summary>Adds a row.</summary>
        /// <returns>Whether it is the last of those that become one.</returns>
        public bool Add(ReadOnlySpan<byte> row)
        {
            ref byte from = ref MemoryMarshal.GetReference(row[.._sums.Length]);
            ref ushort sums = ref MemoryMarshal.GetArrayDataReference(_sums);
            int x = 0;
            for (; x + 16 <= _sums.Length; x += 16)
            {
                Vector128<byte> bytes = Vector128.LoadUnsafe(ref from, (nuint)x);
                Vector256<ushort> wide = Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
                (Vector256.LoadUnsafe(ref sums, (nuint)x) + wide).StoreUnsafe(ref sums, (nuint)x);
            }

            for (; x < _sums.Length; x++)
                _sums[x] += row[x];
            _remaining--;
            return ++_added == factor || _remaining == 0;
        }

        /// <summary>Gets the means of the squares, and starts the next row.</summary>
        public ReadOnlySpan<byte> Average()
        {
            int x = 0;
            for (int i = 0; i < _row.Length; i++)
            {
                int end = Math.Min(x + factor, _sums.Length);
                uint count = (uint)((end - x) * _added);
                uint sum = count / 2;
                for (; x < end; x++)
                    sum += _sums[x];
                _row[i] = (byte)(sum / count);
            }

            Array.Clear(_sums);
            _added = 0;
            return _row;
        }
    }
}
