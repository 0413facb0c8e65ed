using System.Collections.Frozen;
using ImageAttach.Formats.Heif;
using ImageAttach.WebAssembly;

namespace ImageAttach.Formats;

/// <summary>Reads HEIC and HEIF images, such as the photographs of iPhones: of several images the primary one.</summary>
/// <remarks>
/// The size is that after rotation, mirroring and cropping. Decoded by libheif and libde265 inside a sandbox that has no files, no network and
/// no clock. Originals are stored as they are. Few browsers show them; thumbnails are PNG unless their options name another format.
/// </remarks>
/// <param name="options">The limits; default: those of <see cref="FormatsOptions"/>.</param>
public sealed class HeicCodec(FormatsOptions? options = null) : IImageCodec
{
    private readonly FormatsOptions _options = options ?? new FormatsOptions();

    /// <inheritdoc/>
    public IReadOnlySet<string> MediaTypes { get; } = FrozenSet.Create(MediaType.Heic);

    /// <inheritdoc/>
    public ImageSize ReadSize(Stream file, ImageLimits limits) => HeifHeader.ReadSize(file, MediaType.Heic, _options);

    /// <inheritdoc/>
    public DecodedImage Decode(ReadOnlyMemory<byte> file, ImageSize size, CancellationToken cancellationToken)
    {
        using Libheif libheif = new(MediaType.Heic, _options, cancellationToken);
        libheif.Open(file.Span);
        _options.CheckSize(MediaType.Heic, libheif.Size);
        return libheif.Decode();
    }
}
