using System.Collections.Frozen;
using ImageAttach.Formats.Magick;

namespace ImageAttach.Formats;

/// <summary>Reads JPEG XL images; of an animation the first frame.</summary>
/// <remarks>
/// The size is that after orientation. Decoded by ImageMagick with libjxl inside a sandbox that has no files, no network and no clock.
/// Originals are stored as they are. Few browsers show them; thumbnails are PNG unless their options name another format.
/// </remarks>
/// <param name="options">The limits; default: those of <see cref="FormatsOptions"/>.</param>
public sealed class JpegXlCodec(FormatsOptions? options = null) : IImageCodec
{
    private readonly FormatsOptions _options = options ?? new FormatsOptions();

    /// <inheritdoc/>
    public IReadOnlySet<string> MediaTypes { get; } = FrozenSet.Create(MediaType.JpegXl);

    /// <inheritdoc/>
    public ImageSize ReadSize(Stream file, ImageLimits limits) => MagickDecoder.ReadSize(file, MediaType.JpegXl, _options);

    /// <inheritdoc/>
    public DecodedImage Decode(ReadOnlyMemory<byte> file, ImageSize size, CancellationToken cancellationToken) =>
        MagickDecoder.Decode(file, MediaType.JpegXl, _options, colors: null, cancellationToken);
}
