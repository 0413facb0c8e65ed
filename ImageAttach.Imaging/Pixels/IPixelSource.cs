namespace ImageAttach.Imaging;

/// <summary>What is done with a row of a plane.</summary>
/// <param name="plane">The plane's number.</param>
/// <param name="row">Its next row, from top to bottom.</param>
internal delegate void RowTaker(int plane, ReadOnlySpan<byte> row);

/// <summary>A picture about to be decoded, as stored: before orientation, and perhaps reduced.</summary>
internal interface IPixelSource : IDisposable
{
    PixelKind Kind { get; }

    /// <summary>The planes, in the order of their kind.</summary>
    IReadOnlyList<PlaneShape> Planes { get; }

    /// <summary>The colour profile that the pixels are in; null for sRGB.</summary>
    byte[]? Profile { get; }

    /// <summary>Decodes the picture once, row by row.</summary>
    /// <param name="take">Gets every row of every plane.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    /// <returns>False when it can't: what was taken is to be forgotten, and another decoder asked.</returns>
    /// <exception cref="ImageFormatException">The pixels are broken, or some are missing.</exception>
    bool Decode(RowTaker take, CancellationToken cancellationToken);
}
