using ImageAttach.Imaging.Containers;

namespace ImageAttach.Imaging.Codecs.Bmp;

/// <summary>Decodes uncompressed bitmaps row by row, with their alpha; Skia ignores the alpha of some headers, and needs the padding of the last row.</summary>
/// <remarks>Compressed ones, and those of OS/2, are left to Skia.</remarks>
internal sealed class BmpSource : IPixelSource
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly BmpHeader _header;
    private readonly BmpRowUnpacker _unpacker;

    private BmpSource(ReadOnlyMemory<byte> file, BmpHeader header, BmpRowUnpacker unpacker)
    {
        (_file, _header, _unpacker) = (file, header, unpacker);
        Planes = [.. Enumerable.Repeat(new PlaneShape((int)header.Width, (int)Math.Abs(header.Height), 1, 1), unpacker.Rows.Length)];
    }

    public PixelKind Kind => Planes.Count == 4 ? PixelKind.Rgba : PixelKind.Rgb;

    public IReadOnlyList<PlaneShape> Planes { get; }

    /// <param name="file">The whole file, whose headers were checked.</param>
    /// <returns>The image; null when it is of another kind, or pixels are missing.</returns>
    public static BmpSource? TryOpen(ReadOnlyMemory<byte> file)
    {
        BmpHeader header = new(file[..Math.Min(BmpHeader.MaxLength, file.Length)].ToArray());
        bool isUsual = header is { IsUncompressed: true, IsWindows: true } && header.PixelsStart + header.PixelsLength <= file.Length;
        return isUsual && BmpRowUnpacker.TryCreate(header, file.Span) is { } unpacker ? new BmpSource(file, header, unpacker) : null;
    }

    public bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken)
    {
        long height = Math.Abs(_header.Height);
        int length = (int)(((_header.Width * _header.BitsPerPixel) + 7) / 8);
        for (long y = 0; y < height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long stored = _header.Height < 0 ? y : height - 1 - y;
            _unpacker.Unpack(RowAt((int)(_header.PixelsStart + (stored * _header.Stride)), length));
            for (int plane = 0; plane < Planes.Count; plane++)
                onRow(plane, _unpacker.Rows[plane]);
        }

        return true;
    }

    // The end of the last row may be missing.
    private ReadOnlySpan<byte> RowAt(int start, int length)
    {
        ReadOnlySpan<byte> rest = _file.Span[start..];
        return rest.Length >= length ? rest[..length] : (byte[])[.. rest, .. new byte[length - rest.Length]];
    }

    public void Dispose()
    {
    }
}
