using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageAttach.Imaging.Resampling;

/// <summary>Scales one plane, taking its rows from top to bottom as a decoder gives them.</summary>
/// <remarks>
/// It keeps only as many source rows as one target row is made of, so the memory needed doesn't grow with the source's height.
/// Rows are first added up, then narrowed eight at once, turned so that they lie side by side: both go over memory in order.
/// </remarks>
internal sealed class Resampler
{
    private const int RowsAtOnce = 8;

    private readonly AxisWeights _horizontal;
    private readonly AxisWeights _vertical;
    private readonly bool _isReversed;
    private readonly int _width;
    private readonly int _stride;
    private readonly int _keptRows;
    private readonly byte[] _kept;
    private readonly int[] _keptAt;
    private readonly float[] _summed;
    private readonly ulong[] _narrowed;
    private readonly Plane _target;
    private int _rowsTaken;
    private int _rowsSummed;
    private int _rowsMade;

    public Resampler(int width, int height, Axis across, Axis down, ResamplingFilter filter)
    {
        _horizontal = new AxisWeights(across, width, filter);
        _vertical = new AxisWeights(down, height, filter);
        _isReversed = down.IsReversed;
        _width = width;
        // Rounded up, so that eight pixels can always be read at once.
        _stride = (width + RowsAtOnce - 1) / RowsAtOnce * RowsAtOnce;
        _keptRows = _vertical.Widest;
        _kept = new byte[checked(_keptRows * _stride)];
        _keptAt = new int[_vertical.Widest];
        _summed = new float[RowsAtOnce * _stride];
        _narrowed = new ulong[(across.Count + RowsAtOnce - 1) / RowsAtOnce * RowsAtOnce];
        _target = new Plane(new ImageSize(across.Count, down.Count));
    }

    /// <summary>The scaled plane, whole once every source row was taken.</summary>
    public Plane Result => _rowsMade == _target.Size.Height
        ? _target
        : throw new InvalidOperationException($"Only {_rowsTaken} rows were given, too few for a picture of {_target.Size}.");

    /// <summary>Takes the next source row, and makes every target row that can now be made.</summary>
    public void Take(ReadOnlySpan<byte> row)
    {
        row[.._width].CopyTo(_kept.AsSpan(_rowsTaken % _keptRows * _stride));
        _rowsTaken++;
        for (; _rowsSummed < _vertical.Count; _rowsSummed++)
        {
            int target = TargetRow(_rowsSummed);
            if (_vertical.EndOf(target) > _rowsTaken)
                return;
            Sum(target, _summed.AsSpan((_rowsSummed - _rowsMade) * _stride, _stride));
            if (_rowsSummed - _rowsMade == RowsAtOnce - 1 || _rowsSummed == _vertical.Count - 1)
                Narrow(_rowsSummed + 1 - _rowsMade);
        }
    }

    private int TargetRow(int made) => _isReversed ? _vertical.Count - 1 - made : made;

    private void Sum(int target, Span<float> sums)
    {
        ReadOnlySpan<float> weights = _vertical.For(target);
        Span<int> rows = _keptAt.AsSpan(0, weights.Length);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = (_vertical.StartOf(target) + i) % _keptRows * _stride;
        ref byte kept = ref MemoryMarshal.GetArrayDataReference(_kept);
        ref float sum = ref MemoryMarshal.GetReference(sums);
        // The stride is a multiple of eight, and rows[i] + stride never beyond the end.
        for (int x = 0; x < sums.Length; x += RowsAtOnce)
        {
            Vector256<float> total = Vector256<float>.Zero;
            for (int i = 0; i < rows.Length; i++)
                total = Vector256.MultiplyAddEstimate(Turning.ToNumbers(ref Unsafe.Add(ref kept, rows[i] + x)), Vector256.Create(weights[i]), total);
            total.StoreUnsafe(ref sum, (nuint)x);
        }
    }

    private void Narrow(int rows)
    {
        // Needed for this moment alone, so all planes and pictures share it.
        Vector256<float>[] turnedRows = ArrayPool<Vector256<float>>.Shared.Rent(_stride);
        Turn(turnedRows);
        ref Vector256<float> turned = ref MemoryMarshal.GetArrayDataReference(turnedRows);
        Vector256<float> half = Vector256.Create(0.5f);
        for (int x = 0; x < _horizontal.Count; x++)
        {
            ReadOnlySpan<float> weights = _horizontal.For(x);
            ref Vector256<float> first = ref Unsafe.Add(ref turned, _horizontal.StartOf(x));
            Vector256<float> total = half;
            for (int i = 0; i < weights.Length; i++)
                total = Vector256.MultiplyAddEstimate(Unsafe.Add(ref first, i), Vector256.Create(weights[i]), total);
            _narrowed[x] = Turning.ToBytes(total);
        }

        ArrayPool<Vector256<float>>.Shared.Return(turnedRows);
        TurnBack(rows);
        _rowsMade += rows;
    }

    private void Turn(Vector256<float>[] into)
    {
        ref float sums = ref MemoryMarshal.GetArrayDataReference(_summed);
        for (int x = 0; x < _stride; x += RowsAtOnce)
        {
            ref float at = ref Unsafe.Add(ref sums, x);
            Eight rows;
            rows.R0 = Vector256.LoadUnsafe(ref at);
            rows.R1 = Vector256.LoadUnsafe(ref at, (nuint)_stride);
            rows.R2 = Vector256.LoadUnsafe(ref at, (nuint)(2 * _stride));
            rows.R3 = Vector256.LoadUnsafe(ref at, (nuint)(3 * _stride));
            rows.R4 = Vector256.LoadUnsafe(ref at, (nuint)(4 * _stride));
            rows.R5 = Vector256.LoadUnsafe(ref at, (nuint)(5 * _stride));
            rows.R6 = Vector256.LoadUnsafe(ref at, (nuint)(6 * _stride));
            rows.R7 = Vector256.LoadUnsafe(ref at, (nuint)(7 * _stride));
            Turning.Turn(ref rows);
            Span<Vector256<float>> turned = into.AsSpan(x, RowsAtOnce);
            turned[7] = rows.R7;
            turned[6] = rows.R6;
            turned[5] = rows.R5;
            turned[4] = rows.R4;
            turned[3] = rows.R3;
            turned[2] = rows.R2;
            turned[1] = rows.R1;
            turned[0] = rows.R0;
        }
    }

    private void TurnBack(int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            Span<byte> row = _target.Row(TargetRow(_rowsMade + i));
            int shift = i * 8;
            for (int x = 0; x < row.Length; x++)
                row[x] = (byte)(_narrowed[x] >> shift);
        }
    }
}
