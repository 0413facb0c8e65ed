using System.Buffers;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>An image's codes and values, kept until all are counted. In chunks out of the shared pool: see <see cref="PooledBytes"/>.</summary>
internal sealed class TokenList : IDisposable
{
    private const int ChunkLength = 16 * 1024;

    private readonly List<uint[]> _chunks = [];
    private uint[] _last = [];
    private int _lastCount;

    public void Add(uint token)
    {
        if (_lastCount == _last.Length)
        {
            _last = ArrayPool<uint>.Shared.Rent(ChunkLength);
            _chunks.Add(_last);
            _lastCount = 0;
        }

        _last[_lastCount++] = token;
    }

    /// <summary>The number of chunks.</summary>
    public int ChunkCount => _chunks.Count;

    /// <summary>The tokens of a chunk.</summary>
    public ReadOnlySpan<uint> this[int chunk] => _chunks[chunk].AsSpan(0, chunk == _chunks.Count - 1 ? _lastCount : _chunks[chunk].Length);

    public void Dispose()
    {
        foreach (uint[] chunk in _chunks)
            ArrayPool<uint>.Shared.Return(chunk);
        _chunks.Clear();
        (_last, _lastCount) = ([], 0);
    }
}
