using System.Buffers;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>A picture's codes and values, kept until all are counted. In pieces out of the shared pool: see <see cref="PooledBytes"/>.</summary>
internal sealed class TokenList : IDisposable
{
    private const int PieceLength = 16 * 1024;

    private readonly List<uint[]> _pieces = [];
    private uint[] _last = [];
    private int _used;

    public void Add(uint token)
    {
        if (_used == _last.Length)
        {
            _last = ArrayPool<uint>.Shared.Rent(PieceLength);
            _pieces.Add(_last);
            _used = 0;
        }

        _last[_used++] = token;
    }

    /// <summary>How many pieces there are.</summary>
    public int Pieces => _pieces.Count;

    /// <summary>The tokens of one piece.</summary>
    public ReadOnlySpan<uint> this[int piece] => _pieces[piece].AsSpan(0, piece == _pieces.Count - 1 ? _used : _pieces[piece].Length);

    public void Dispose()
    {
        foreach (uint[] piece in _pieces)
            ArrayPool<uint>.Shared.Return(piece);
        _pieces.Clear();
        (_last, _used) = ([], 0);
    }
}
