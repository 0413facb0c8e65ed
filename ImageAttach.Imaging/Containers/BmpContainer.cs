namespace ImageAttach.Imaging.Containers;

/// <summary>Reads a Windows bitmap's headers, and makes sure that its pixels are there.</summary>
internal static class BmpContainer
{
    public static ContainerFacts Read(FileCursor cursor, ImageLimits limits)
    {
        BmpHeader header = new(cursor.Read((int)Math.Min(BmpHeader.MaxLength, cursor.Length)));
        ImageSize size = Refusal.CheckSize(MediaType.Bmp, header.Width, Math.Abs(header.Height), limits);
        long length = GetPixelsLength(header);
        if (header.PixelsStart < BmpHeader.FileHeaderLength + header.Length)
            throw Refusal.Broken(MediaType.Bmp, "its pixels begin inside its header");
        if (header.PixelsStart >= cursor.Length)
            throw new EndOfStreamException();
        return new ContainerFacts(MediaType.Bmp, size, Orientation.Upright)
        {
            LacksEnd = header.PixelsStart + length > cursor.Length,
            BytesPerPixel = header.IsUncompressed ? 0 : ContainerFacts.WholePixel,
        };
    }

    private static long GetPixelsLength(BmpHeader header)
    {
        if (header.BitsPerPixel is not (1 or 2 or 4 or 8 or 16 or 24 or 32))
            throw Refusal.Broken(MediaType.Bmp, $"it has {header.BitsPerPixel} bits per pixel");
        if (header.IsUncompressed)
            return header.PixelsLength;
        return header.Compression is BmpCompression.RunLength8 or BmpCompression.RunLength4
            ? Math.Max(1, header.CompressedLength)
            : throw Refusal.Broken(MediaType.Bmp, "it is compressed in a way that isn't supported");
    }
}
