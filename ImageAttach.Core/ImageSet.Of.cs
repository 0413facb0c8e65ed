using System.ComponentModel;

namespace ImageAttach;

/// <summary>Makes image sets. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ImageSet
{
    /// <summary>Makes the image set of one owner.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="newImage">Makes an image that carries the owner's key, as it is at that moment, and nothing else.</param>
    public static ImageSet<TImage> Of<TImage>(Func<TImage> newImage)
        where TImage : Image, IImageEntity<TImage> => new(TImage.Table, newImage);
}
