using ImageAttach.Imaging;

namespace ImageAttach.ImageSets;

/// <summary>A thumbnail whose file is made, and neither put nor in the database.</summary>
/// <param name="Image">Its row.</param>
/// <param name="File">Its file.</param>
internal readonly record struct MadeThumbnail<TImage>(TImage Image, EncodedImage File)
    where TImage : Image;
