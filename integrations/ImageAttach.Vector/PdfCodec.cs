using System.Collections.Frozen;
using ImageAttach.Vector.Pdf;
using ImageAttach.WebAssembly;

namespace ImageAttach.Vector;

/// <summary>Reads PDF documents: their first page, a pixel to a point (1/72 inch), on white. Thumbnails are drawn at their own size.</summary>
/// <remarks>
/// The size is that of the crop box, else of the media box, after the page's rotation. Drawn by PDFium inside a sandbox that has no
/// files, no network and no clock. Scripts aren't run, and fields of forms aren't drawn. Documents are stored as they are.
/// </remarks>
/// <param name="options">What drawing a file may cost; default: 256 MiB and 5 seconds.</param>
public sealed class PdfCodec(VectorOptions? options = null) : IImageCodec
{
    private readonly VectorOptions _options = options ?? new VectorOptions();

    /// <inheritdoc/>
    public IReadOnlySet<string> MediaTypes { get; } = FrozenSet.Create(MediaType.Pdf);

    /// <inheritdoc/>
    public ImageSize ReadSize(Stream file, ImageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(file);
        using Pdfium pdfium = new(_options, CancellationToken.None);
        pdfium.Open(WholeFile.Read(file));
        return WholePixels.Of(pdfium.Size, MediaType.Pdf);
    }

    /// <inheritdoc/>
    public DecodedImage Decode(ReadOnlyMemory<byte> file, ImageSize size, CancellationToken cancellationToken)
    {
        _options.CheckSize(MediaType.Pdf, size);
        using Pdfium pdfium = new(_options, cancellationToken);
        pdfium.Open(file);
        return pdfium.Draw(size);
    }
}
