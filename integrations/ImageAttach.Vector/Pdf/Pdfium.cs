using ImageAttach.WebAssembly;

namespace ImageAttach.Vector.Pdf;

/// <summary>PDFium at work on one document: its first page.</summary>
internal sealed class Pdfium(VectorOptions options, CancellationToken cancellationToken)
    : EmscriptenGuest(Program, MediaType.Pdf, options, cancellationToken)
{
    private static readonly GuestProgram Program = new(typeof(Pdfium).Assembly, "pdfium.wasm");

    private const int BytesPerPixel = 4;
    private const int FormatBgrx = 3;
    private const int DrawAnnotations = 0x01;
    private const int RedFirst = 0x10;
    private const int NeedsPassword = 4;

    private int _page;

    /// <summary>Opens a document's first page.</summary>
    /// <exception cref="ImageFormatException">It can't be opened.</exception>
    public void Open(ReadOnlyMemory<byte> pdf)
    {
        Call("emscripten_stack_init");
        Call("__wasm_call_ctors");
        Call("FPDF_InitLibrary");
        int document = Call("FPDF_LoadMemDocument", Copy(pdf.Span), pdf.Length, 0);
        if (document == 0)
            throw Call("FPDF_GetLastError") == NeedsPassword ? Locked() : Broken("it has no readable structure");
        _page = Call("FPDF_LoadPage", document, 0);
        if (_page == 0)
            throw Broken("it has no first page");
    }

    /// <summary>The page's size in points, of 1/72 inch: what is seen of it, after its rotation.</summary>
    public (double Width, double Height) Size =>
        ((float)CallFor("FPDF_GetPageWidthF", _page)!, (float)CallFor("FPDF_GetPageHeightF", _page)!);

    /// <summary>Draws the page on white.</summary>
    public DecodedImage Draw(ImageSize size)
    {
        int stride = checked(size.Width * BytesPerPixel);
        int length = checked(stride * size.Height);
        int pixels = Allocate(length);
        Memory.GetSpan(pixels, length).Fill(byte.MaxValue);
        int bitmap = Call("FPDFBitmap_CreateEx", size.Width, size.Height, FormatBgrx, pixels, stride);
        if (bitmap == 0)
            throw TooLittleMemory();
        Call("FPDF_RenderPageBitmap", bitmap, _page, 0, 0, size.Width, size.Height, 0, DrawAnnotations | RedFirst);
        byte[] drawn = Memory.GetSpan(pixels, length).ToArray();
        // Whether PDFium writes the fourth byte is its own affair.
        for (int alpha = BytesPerPixel - 1; alpha < drawn.Length; alpha += BytesPerPixel)
            drawn[alpha] = byte.MaxValue;
        return new DecodedImage(size, drawn, IsOpaque: true);
    }

    private static ImageFormatException Locked() =>
        new($"The {MediaType.Pdf} file can't be read: it asks for a password. Save it without one.");
}
