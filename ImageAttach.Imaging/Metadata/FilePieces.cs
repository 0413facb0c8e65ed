namespace ImageAttach.Imaging.Metadata;

/// <summary>A file put together of parts of another, in their order, and of bytes between them.</summary>
internal sealed class FilePieces
{
    private readonly List<Piece> _pieces = [];

    /// <summary>How many bytes there are.</summary>
    public long Length { get; private set; }

    /// <summary>Adds a part of the other file.</summary>
    /// <param name="start">Where it begins, from where the file began.</param>
    /// <param name="end">Where it ends.</param>
    public void Keep(long start, long end)
    {
        if (_pieces is [.., { Bytes: null } last] && last.Start + last.Length == start)
            _pieces[^1] = last with { Length = end - last.Start };
        else if (end > start)
            _pieces.Add(new Piece(null, start, end - start));
        Length += end - start;
    }

    /// <summary>Adds bytes.</summary>
    public void Insert(byte[] bytes)
    {
        _pieces.Add(new Piece(bytes, 0, bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>The same pieces behind some bytes, for headers that hold the length of the rest.</summary>
    public FilePieces WithHeader(byte[] header)
    {
        FilePieces all = new();
        all.Insert(header);
        all._pieces.AddRange(_pieces);
        all.Length += Length;
        return all;
    }

    /// <summary>Adds the pieces of another part of the same file.</summary>
    public void Append(FilePieces other)
    {
        _pieces.AddRange(other._pieces);
        Length += other.Length;
    }

    /// <summary>The same pieces of a file that begins inside the other file.</summary>
    /// <param name="offset">Where it begins there.</param>
    public FilePieces MovedBy(long offset)
    {
        FilePieces moved = new() { Length = Length };
        moved._pieces.AddRange(_pieces.Select(piece => piece.Bytes is null ? piece with { Start = piece.Start + offset } : piece));
        return moved;
    }

    /// <summary>Reads the pieces as one file. The other file must be left alone meanwhile.</summary>
    /// <param name="file">The other file.</param>
    /// <param name="start">Where in the stream it began.</param>
    public Stream Open(Stream file, long start) => new PieceStream(file, start, _pieces, Length);

    /// <summary>Bytes of our own, or a part of the other file.</summary>
    internal sealed record Piece(byte[]? Bytes, long Start, long Length);
}
