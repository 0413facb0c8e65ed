namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>What a PNG's pixels are made of, by the numbers of its header.</summary>
internal enum PngColorType
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
