namespace ImageAttach.Imaging.Metadata;

/// <summary>Reads pieces one after the other, as if they were a file.</summary>
internal sealed class PieceStream(Stream file, long start, IReadOnlyList<FilePieces.Piece> pieces, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        (FilePieces.Piece? piece, long offset) = Current();
        if (piece is null || buffer.IsEmpty)
            return 0;
        Span<byte> part = buffer[..(int)Math.Min(buffer.Length, piece.Length - offset)];
        int read = part.Length;
        if (piece.Bytes is { } bytes)
        {
            bytes.AsSpan((int)offset, part.Length).CopyTo(part);
        }
        else
        {
            file.Position = start + piece.Start + offset;
            read = file.Read(part);
        }

        Position += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        (FilePieces.Piece? piece, long offset) = Current();
        if (piece is null or { Bytes: not null })
            return Read(buffer.Span);
        file.Position = start + piece.Start + offset;
        int read = await file.ReadAsync(buffer[..(int)Math.Min(buffer.Length, piece.Length - offset)], cancellationToken).ConfigureAwait(false);
        Position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private (FilePieces.Piece? Piece, long Offset) Current()
    {
        long before = 0L;
        foreach (FilePieces.Piece piece in pieces)
        {
            if (Position < before + piece.Length)
                return (piece, Position - before);
            before += piece.Length;
        }

        return (null, 0);
    }
}
