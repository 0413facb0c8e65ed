namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>What a PNG's pixels are made of, by the numbers of its header.</summary>
internal enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}
