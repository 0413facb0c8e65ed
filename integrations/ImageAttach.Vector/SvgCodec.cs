using System.Collections.Frozen;
using ImageAttach.WebAssembly;
using ImageAttach.Vector.Svg;

namespace ImageAttach.Vector;

/// <summary>Reads SVG drawings. Thumbnails are drawn at their own size.</summary>
/// <remarks>
/// The size is that of <c>width</c> and <c>height</c>, what is missing of the two taken from the <c>viewBox</c>, without one from what
/// is drawn. Drawn by resvg inside a sandbox that has no files, no network and no clock. Scripts and animations are left out, and so is whatever a drawing refers to outside itself.
/// Drawings are stored as they are, scripts included.
/// </remarks>
/// <param name="options">What drawing a file may cost; default: 256 MiB and 5 seconds.</param>
public sealed class SvgCodec(VectorOptions? options = null) : IImageCodec
{
    private readonly VectorOptions _options = options ?? new VectorOptions();

    /// <inheritdoc/>
    public IReadOnlySet<string> MediaTypes { get; } = FrozenSet.Create(MediaType.Svg);

    /// <inheritdoc/>
    public ImageSize ReadSize(Stream file, ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(file);
        using Resvg resvg = new(_options, CancellationToken.None);
        return WholePixels.Of(resvg.ReadSize(WholeFile.Read(file)), MediaType.Svg);
    }

    /// <inheritdoc/>
    public DecodedImage Decode(ReadOnlyMemory<byte> file, ImageSize size, CancellationToken cancellationToken)
    {
        _options.CheckSize(MediaType.Svg, size);
        using Resvg resvg = new(_options, cancellationToken);
        return resvg.Draw(file, size);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Removes comments, <c>metadata</c> elements, and the elements and attributes of editors, and the metadata of embedded images.
    /// Titles, descriptions, and scripts stay.
    /// </remarks>
    public bool TryRemoveMetadata(Stream file, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(destination);
        SvgMetadata.Remove(file, destination);
        return true;
    }
}
