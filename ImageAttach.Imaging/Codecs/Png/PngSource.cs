using System.IO.Compression;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>Decodes PNGs row by row with .NET's zlib; Skia would need room for the whole picture, and takes longer.</summary>
/// <remarks>Interlaced ones, and whatever is unusual or broken, are left to Skia.</remarks>
internal sealed class PngSource : IPixelSource
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly PngHeader _header;

    private PngSource(ReadOnlyMemory<byte> file, PngHeader header)
    {
        (_file, _header) = (file, header);
        bool isGrey = header.Colour == PngColour.Grey && !header.HasAlpha;
        Kind = header.HasAlpha ? PixelKind.Rgba : isGrey ? PixelKind.Grey : PixelKind.Rgb;
        int planes = Kind switch
        {
            PixelKind.Grey => 1,
            PixelKind.Rgb => 3,
            _ => 4,
        };
        Planes = [.. Enumerable.Repeat(new PlaneShape(header.Width, header.Height, 1, 1), planes)];
    }

    public PixelKind Kind { get; }

    public IReadOnlyList<PlaneShape> Planes { get; }

    public byte[]? Profile => _header.Profile;

    /// <param name="file">The whole file.</param>
    /// <returns>The picture; null when it is of no usual kind.</returns>
    public static PngSource? TryOpen(ReadOnlyMemory<byte> file) =>
        PngHeader.TryRead(file.Span) is { } header ? new PngSource(file, header) : null;

    public bool Decode(RowTaker take, CancellationToken cancellationToken)
    {
        try
        {
            using ZLibStream inflating = new ZLibStream(new PngPixels(_file, _header.Pixels), CompressionMode.Decompress);
            return Decode(inflating, take, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
    }

    private bool Decode(ZLibStream inflating, RowTaker take, CancellationToken cancellationToken)
    {
        int bits = _header.Channels * _header.Depth;
        int distance = Math.Max(1, bits / 8);
        int length = (int)((((long)_header.Width * bits) + 7) / 8);
        (byte[]? row, byte[]? above) = (new byte[length + 1], new byte[length + 1]);
        PngUnpacking unpacking = new PngUnpacking(_header, Planes.Count);
        for (int y = 0; y < _header.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            inflating.ReadExactly(row);
            if (!PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), distance))
                return false;
            unpacking.Unpack(row.AsSpan(1));
            for (int plane = 0; plane < Planes.Count; plane++)
                take(plane, unpacking.Rows[plane]);
            (row, above) = (above, row);
        }

        // Reading on to its end makes the stream prove its checksum. What more there may be is none of the picture's.
        _ = inflating.ReadByte();
        return true;
    }
}
