using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageAttach.Imaging.Resampling;

/// <summary>Scales a picture, taking its rows from top to bottom as a decoder gives them.</summary>
/// <remarks>
/// It keeps only as many narrowed source rows as one target row is made of, so the memory needed doesn't grow with the source's
/// height. Colours are expected to be multiplied by alpha; otherwise the colour of transparent pixels would bleed into their
/// neighbours.
/// </remarks>
internal sealed class Resampler
{
    private readonly AxisWeights _horizontal;
    private readonly AxisWeights _vertical;
    private readonly Vector128<float>[] _sourceRow;
    private readonly Vector128<float>[][] _narrowedRows;
    private readonly Vector128<float>[] _sums;
    private readonly Raster _target;
    private int _rowsTaken;
    private int _rowsMade;

    public Resampler(ImageSize source, ImageSize target)
    {
        _horizontal = new AxisWeights(source.Width, target.Width);
        _vertical = new AxisWeights(source.Height, target.Height);
        _sourceRow = new Vector128<float>[source.Width];
        _sums = new Vector128<float>[target.Width];
        _narrowedRows = new Vector128<float>[_vertical.Widest][];
        for (var i = 0; i < _narrowedRows.Length; i++)
            _narrowedRows[i] = new Vector128<float>[target.Width];
        _target = new Raster(target, new uint[checked(target.Width * target.Height)]);
    }

    /// <summary>The scaled picture, whole once every source row was taken.</summary>
    public Raster Result => _rowsMade == _target.Size.Height
        ? _target
        : throw new InvalidOperationException($"Only {_rowsTaken} rows were given, too few for a picture of {_target.Size}.");

    /// <summary>Takes the next source row, and makes every target row that can now be made.</summary>
    /// <param name="row">Pixels of four bytes.</param>
    /// <param name="cancellationToken">Looked at before each row.</param>
    public void Take(ReadOnlySpan<byte> row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Widen(row, _sourceRow);
        Narrow(_narrowedRows[_rowsTaken % _narrowedRows.Length]);
        _rowsTaken++;
        for (; _rowsMade < _target.Size.Height && _vertical.EndOf(_rowsMade) <= _rowsTaken; _rowsMade++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MakeRow(_rowsMade);
        }
    }

    private static void Widen(ReadOnlySpan<byte> row, Span<Vector128<float>> pixels)
    {
        var packed = MemoryMarshal.Cast<byte, uint>(row)[..pixels.Length];
        for (var i = 0; i < packed.Length; i++)
        {
            var bytes = Vector128.CreateScalarUnsafe(packed[i]).AsByte();
            pixels[i] = Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32());
        }
    }

    private void Narrow(Span<Vector128<float>> narrowed)
    {
        for (var x = 0; x < narrowed.Length; x++)
        {
            var weights = _horizontal.For(x);
            var pixels = _sourceRow.AsSpan(_horizontal.StartOf(x), weights.Length);
            var sum = Vector128<float>.Zero;
            for (var i = 0; i < weights.Length; i++)
                sum = Vector128.MultiplyAddEstimate(pixels[i], Vector128.Create(weights[i]), sum);
            narrowed[x] = sum;
        }
    }

    private void MakeRow(int y)
    {
        var weights = _vertical.For(y);
        Span<Vector128<float>> sums = _sums;
        sums.Clear();
        for (var i = 0; i < weights.Length; i++)
        {
            var weight = Vector128.Create(weights[i]);
            ReadOnlySpan<Vector128<float>> row = _narrowedRows[(_vertical.StartOf(y) + i) % _narrowedRows.Length];
            for (var x = 0; x < sums.Length; x++)
                sums[x] = Vector128.MultiplyAddEstimate(row[x], weight, sums[x]);
        }

        Pack(sums, _target.Pixels.AsSpan(y * sums.Length, sums.Length));
    }

    private static void Pack(ReadOnlySpan<Vector128<float>> sums, Span<uint> pixels)
    {
        var half = Vector128.Create(0.5f);
        for (var x = 0; x < pixels.Length; x++)
        {
            // The kernel overshoots at edges. A colour above its alpha would be no colour at all once alpha is divided out.
            var alpha = Vector128.Min(Vector128.Shuffle(sums[x], Vector128.Create(3)), Vector128.Create(255f));
            var clamped = Vector128.Max(Vector128.Min(sums[x], alpha), Vector128<float>.Zero);
            var rounded = Vector128.ConvertToInt32(clamped + half);
            var words = Vector128.Narrow(rounded, rounded);
            pixels[x] = Vector128.Narrow(words, words).AsUInt32().ToScalar();
        }
    }
}
