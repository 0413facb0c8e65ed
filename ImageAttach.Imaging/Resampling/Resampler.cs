using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ImageAttach.Imaging.Resampling;

/// <summary>Scales one plane, taking its rows from top to bottom as a decoder gives them.</summary>
/// <remarks>
/// It keeps only as many source rows as contribute to one target row, so the memory needed doesn't grow with the source's height.
/// Rows are resampled vertically first, then horizontally, eight at once and transposed: both passes read memory in order.
/// </remarks>
internal sealed class Resampler
{
    private const int RowsPerBatch = 8;

    private readonly AxisWeights _horizontal;
    private readonly AxisWeights _vertical;
    private readonly bool _isReversed;
    private readonly int _width;
    private readonly int _stride;
    private readonly int _windowRows;
    private readonly byte[] _window;
    private readonly int[] _windowOffsets;
    private readonly float[] _summed;
    private readonly ulong[] _packedRows;
    private readonly Plane _target;
    private int _addedRows;
    private int _summedRows;
    private int _finishedRows;

    public Resampler(int width, int height, Axis across, Axis down, ResamplingFilter filter)
    {
        _horizontal = new AxisWeights(across, width, filter);
        _vertical = new AxisWeights(down, height, filter);
        _isReversed = down.IsReversed;
        _width = width;
        // Rounded up, so that eight pixels can always be read at once.
        _stride = (width + RowsPerBatch - 1) / RowsPerBatch * RowsPerBatch;
        _windowRows = _vertical.MaxCount;
        _window = new byte[checked(_windowRows * _stride)];
        _windowOffsets = new int[_vertical.MaxCount];
        _summed = new float[RowsPerBatch * _stride];
        _packedRows = new ulong[(across.Count + RowsPerBatch - 1) / RowsPerBatch * RowsPerBatch];
        _target = new Plane(new ImageSize(across.Count, down.Count));
    }

    /// <summary>The scaled plane, whole once every source row was taken.</summary>
    public Plane Result => _finishedRows == _target.Size.Height
        ? _target
        : throw new InvalidOperationException($"Only {_addedRows} rows were given, too few for a picture of {_target.Size}.");

    /// <summary>Takes the next source row, and makes every target row that can now be made.</summary>
    public void AddRow(ReadOnlySpan<byte> row)
    {
        row[.._width].CopyTo(_window.AsSpan(_addedRows % _windowRows * _stride));
        _addedRows++;
        for (; _summedRows < _vertical.Count; _summedRows++)
        {
            int target = TargetRow(_summedRows);
            if (_vertical.EndOf(target) > _addedRows)
                return;
            Sum(target, _summed.AsSpan((_summedRows - _finishedRows) * _stride, _stride));
            if (_summedRows - _finishedRows == RowsPerBatch - 1 || _summedRows == _vertical.Count - 1)
                ResampleHorizontally(_summedRows + 1 - _finishedRows);
        }
    }

    private int TargetRow(int made) => _isReversed ? _vertical.Count - 1 - made : made;

    private void Sum(int target, Span<float> sums)
    {
        ReadOnlySpan<float> weights = _vertical.For(target);
        Span<int> rows = _windowOffsets.AsSpan(0, weights.Length);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = (_vertical.StartOf(target) + i) % _windowRows * _stride;
        ref byte window = ref MemoryMarshal.GetArrayDataReference(_window);
        ref float sum = ref MemoryMarshal.GetReference(sums);
        // The stride is a multiple of eight, and rows[i] + stride never beyond the end.
        for (int x = 0; x < sums.Length; x += RowsPerBatch)
        {
            // Fused multiplication is rounded once, and so the same on every processor; it is slow only on those older than 2013.
            Vector256<float> total = Vector256<float>.Zero;
            for (int i = 0; i < rows.Length; i++)
                total = Vector256.FusedMultiplyAdd(PixelVector.ToSingles(ref Unsafe.Add(ref window, rows[i] + x)), Vector256.Create(weights[i]), total);
            total.StoreUnsafe(ref sum, (nuint)x);
        }
    }

    private void ResampleHorizontally(int rows)
    {
        // Needed for this moment alone, so all planes and images share it.
        Vector256<float>[] transposedRows = ArrayPool<Vector256<float>>.Shared.Rent(_stride);
        Transpose(transposedRows);
        ref Vector256<float> transposed = ref MemoryMarshal.GetArrayDataReference(transposedRows);
        Vector256<float> half = Vector256.Create(0.5f);
        for (int x = 0; x < _horizontal.Count; x++)
        {
            ReadOnlySpan<float> weights = _horizontal.For(x);
            ref Vector256<float> first = ref Unsafe.Add(ref transposed, _horizontal.StartOf(x));
            Vector256<float> total = half;
            for (int i = 0; i < weights.Length; i++)
                total = Vector256.FusedMultiplyAdd(Unsafe.Add(ref first, i), Vector256.Create(weights[i]), total);
            _packedRows[x] = PixelVector.ToBytes(total);
        }

        ArrayPool<Vector256<float>>.Shared.Return(transposedRows);
        StoreRows(rows);
        _finishedRows += rows;
    }

    private void Transpose(Vector256<float>[] into)
    {
        ref float sums = ref MemoryMarshal.GetArrayDataReference(_summed);
        for (int x = 0; x < _stride; x += RowsPerBatch)
        {
            ref float at = ref Unsafe.Add(ref sums, x);
            Matrix8x8 rows;
            rows.R0 = Vector256.LoadUnsafe(ref at);
            rows.R1 = Vector256.LoadUnsafe(ref at, (nuint)_stride);
            rows.R2 = Vector256.LoadUnsafe(ref at, (nuint)(2 * _stride));
            rows.R3 = Vector256.LoadUnsafe(ref at, (nuint)(3 * _stride));
            rows.R4 = Vector256.LoadUnsafe(ref at, (nuint)(4 * _stride));
            rows.R5 = Vector256.LoadUnsafe(ref at, (nuint)(5 * _stride));
            rows.R6 = Vector256.LoadUnsafe(ref at, (nuint)(6 * _stride));
            rows.R7 = Vector256.LoadUnsafe(ref at, (nuint)(7 * _stride));
            Transposer.Transpose8x8(ref rows);
            Span<Vector256<float>> transposed = into.AsSpan(x, RowsPerBatch);
            transposed[7] = rows.R7;
            transposed[6] = rows.R6;
            transposed[5] = rows.R5;
            transposed[4] = rows.R4;
            transposed[3] = rows.R3;
            transposed[2] = rows.R2;
            transposed[1] = rows.R1;
            transposed[0] = rows.R0;
        }
    }

    private void StoreRows(int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            Span<byte> row = _target.Row(TargetRow(_finishedRows + i));
            int shift = i * 8;
            for (int x = 0; x < row.Length; x++)
                row[x] = (byte)(_packedRows[x] >> shift);
        }
    }
}
