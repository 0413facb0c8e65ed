using ImageAttach.Imaging.Colors;

namespace ImageAttach.Imaging;

/// <summary>What is done with a row of a plane.</summary>
/// <param name="plane">The plane's number.</param>
/// <param name="row">Its next row, from top to bottom.</param>
internal delegate void PlaneRowCallback(int plane, ReadOnlySpan<byte> row);

/// <summary>An image about to be decoded, as stored: before orientation, and perhaps reduced.</summary>
internal interface IPixelSource : IDisposable
{
    PixelKind Kind { get; }

    /// <summary>The planes, in the order of their kind.</summary>
    IReadOnlyList<PlaneShape> Planes { get; }

    /// <summary>Converts what is made from the pixels to sRGB; null when they are sRGB.</summary>
    IColorConverter? Colors => null;

    /// <summary>Decodes the image once, row by row.</summary>
    /// <param name="onRow">Gets every row of every plane.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    /// <returns>False when it can't: the rows so far are to be discarded, and another decoder is to be used.</returns>
    /// <exception cref="ImageFormatException">The pixels are broken, or some are missing.</exception>
    bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken);
}
