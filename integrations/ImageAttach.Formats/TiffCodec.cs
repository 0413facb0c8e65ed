using System.Collections.Frozen;
using ImageAttach.Formats.Magick;

namespace ImageAttach.Formats;

/// <summary>Reads TIFF images; of several pages the first.</summary>
/// <remarks>
/// The size is that after orientation. Decoded by ImageMagick with libtiff inside a sandbox that has no files, no network and no clock.
/// Originals are stored as they are. Few browsers show them; thumbnails are PNG unless their options name another format.
/// </remarks>
/// <param name="options">The limits; default: those of <see cref="FormatsOptions"/>.</param>
public sealed class TiffCodec(FormatsOptions? options = null) : IImageCodec
{
    private readonly FormatsOptions _options = options ?? new FormatsOptions();

    /// <inheritdoc/>
    public IReadOnlySet<string> MediaTypes { get; } = FrozenSet.Create(MediaType.Tiff);

    /// <inheritdoc/>
    public ImageSize ReadSize(Stream file, ImageLimits limits) => MagickDecoder.ReadSize(file, MediaType.Tiff, _options);

    /// <inheritdoc/>
    public DecodedImage Decode(ReadOnlyMemory<byte> file, ImageSize size, CancellationToken cancellationToken) =>
        MagickDecoder.Decode(file, MediaType.Tiff, _options, colors: null, cancellationToken);
}
