using System.IO.Compression;
using ImageAttach.Imaging.Colors;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>Decodes PNGs row by row with .NET's zlib; Skia would need room for the whole image, and takes longer.</summary>
/// <remarks>Interlaced ones, and whatever is unusual or broken, are left to Skia.</remarks>
internal sealed class PngSource : IPixelSource
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly PngHeader _header;

    private PngSource(ReadOnlyMemory<byte> file, PngHeader header)
    {
        (_file, _header) = (file, header);
        bool isGray = header.ColorType == PngColorType.Gray && !header.HasAlpha;
        Kind = header.HasAlpha ? PixelKind.Rgba : isGray ? PixelKind.Gray : PixelKind.Rgb;
        int planes = Kind switch
        {
            PixelKind.Gray => 1,
            PixelKind.Rgb => 3,
            _ => 4,
        };
        Planes = [.. Enumerable.Repeat(new PlaneShape(header.Width, header.Height, 1, 1), planes)];
    }

    public PixelKind Kind { get; }

    public IReadOnlyList<PlaneShape> Planes { get; }

    public IColorConverter? Colors => _header.Colors;

    /// <param name="file">The whole file.</param>
    /// <returns>The image; null when it is of no usual kind.</returns>
    public static PngSource? TryOpen(ReadOnlyMemory<byte> file) =>
        PngHeader.TryRead(file.Span) is { } header ? new PngSource(file, header) : null;

    /// <summary>Opens pixels whose header was read.</summary>
    public static PngSource Open(ReadOnlyMemory<byte> file, PngHeader header) => new(file, header);

    public bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken)
    {
        try
        {
            using ZLibStream inflater = new(new PngPixelStream(_file, _header.Pixels), CompressionMode.Decompress);
            return Decode(inflater, onRow, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return false;
        }
    }

    public void Dispose()
    {
    }

    private bool Decode(ZLibStream inflater, PlaneRowCallback onRow, CancellationToken cancellationToken)
    {
        int bits = _header.Channels * _header.Depth;
        int distance = Math.Max(1, bits / 8);
        int length = (int)((((long)_header.Width * bits) + 7) / 8);
        (byte[] row, byte[] above) = (new byte[length + 1], new byte[length + 1]);
        PngRowUnpacker unpacker = new(_header, Planes.Count);
        for (int y = 0; y < _header.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            inflater.ReadExactly(row);
            if (!PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), distance))
                return false;
            unpacker.Unpack(row.AsSpan(1));
            for (int plane = 0; plane < Planes.Count; plane++)
                onRow(plane, unpacker.Rows[plane]);
            (row, above) = (above, row);
        }

        return IsChecksumRight(inflater);
    }

    // Reading on to its end makes the stream prove its checksum. What more there may be is none of the image's.
    private bool IsChecksumRight(ZLibStream inflater)
    {
        try
        {
            _ = inflater.ReadByte();
            return true;
        }
        catch (InvalidDataException)
        {
            // A checksum that isn't there proves nothing against the pixels, all of which are.
            return _header.IsCut;
        }
    }
}
