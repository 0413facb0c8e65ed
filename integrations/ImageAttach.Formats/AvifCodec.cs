using System.Collections.Frozen;
using ImageAttach.Formats.Colors;
using ImageAttach.Formats.Heif;
using ImageAttach.Formats.Magick;

namespace ImageAttach.Formats;

/// <summary>Reads AVIF images; of an animation the primary image.</summary>
/// <remarks>
/// The size is that after rotation, mirroring and cropping. Headers are read by libheif, pixels decoded by ImageMagick with libheif and libaom,
/// inside a sandbox that has no files, no network and no clock. Originals are stored as they are.
/// </remarks>
/// <param name="options">The limits; default: those of <see cref="FormatsOptions"/>.</param>
public sealed class AvifCodec(FormatsOptions? options = null) : IImageCodec
{
    private readonly FormatsOptions _options = options ?? new FormatsOptions();

    /// <inheritdoc/>
    public IReadOnlySet<string> MediaTypes { get; } = FrozenSet.Create(MediaType.Avif);

    /// <inheritdoc/>
    public ImageSize ReadSize(Stream file, ImageLimits limits) => HeifHeader.ReadSize(file, MediaType.Avif, _options);

    /// <inheritdoc/>
    public DecodedImage Decode(ReadOnlyMemory<byte> file, ImageSize size, CancellationToken cancellationToken)
    {
        ColorEncoding colors = HeifHeader.ReadColors(file.Span, MediaType.Avif, _options, cancellationToken);
        return MagickDecoder.Decode(file, MediaType.Avif, _options, colors, cancellationToken);
    }
}
