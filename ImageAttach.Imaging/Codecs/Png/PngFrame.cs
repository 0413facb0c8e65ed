namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>A frame of an animated PNG.</summary>
/// <param name="Left">Where it is drawn.</param>
/// <param name="Top">Where it is drawn.</param>
/// <param name="Size">Width and height.</param>
/// <param name="Duration">How long it is shown, in milliseconds.</param>
/// <param name="Disposal">What becomes of it afterwards.</param>
/// <param name="IsBlended">Whether it is drawn over what is there, and otherwise in place of it.</param>
/// <param name="Pixels">Where the compressed pixels are.</param>
internal sealed record PngFrame(int Left, int Top, ImageSize Size, int Duration, PngDisposal Disposal, bool IsBlended, List<Range> Pixels);
