using ImageAttach.WebAssembly;

namespace ImageAttach.Vector;

/// <summary>Limits what drawing one file may cost, and has the fonts to draw it with.</summary>
public sealed record VectorOptions : SandboxOptions
{
    /// <summary>Fonts for the text in SVG drawings, as the bytes of TTF, OTF or WOFF2 files. Default: none but DejaVu Sans, which is always there.</summary>
    /// <remarks>A drawing's text is shown in the font that it names if that is here, else in DejaVu Sans. PDF files bring their own fonts.</remarks>
    public IReadOnlyList<ReadOnlyMemory<byte>> Fonts { get; init; } = [];
}
