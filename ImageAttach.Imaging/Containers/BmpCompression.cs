namespace ImageAttach.Imaging.Containers;

/// <summary>How the pixels of a bitmap are compressed, by the numbers of its header.</summary>
internal enum BmpCompression : uint
{
    None = 0,
    RunLength8 = 1,
    RunLength4 = 2,
    BitFields = 3,
    AlphaBitFields = 6,
}
