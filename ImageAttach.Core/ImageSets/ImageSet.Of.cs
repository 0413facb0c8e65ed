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
        where TImage : Image, IImageEntity<TImage>
    {
        ArgumentNullException.ThrowIfNull(newImage);
        return new(TImage.Table, newImage);
    }

    /// <summary>Makes the image set of an owner that may not be saved yet.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="newImage">Makes an image that carries the owner's key, as it is at that moment, and nothing else.</param>
    /// <param name="missingKey">Gives the reason why such an image doesn't carry the key of a saved owner, such as <c>User.Id is 0</c>; null if it does.</param>
    public static ImageSet<TImage> Of<TImage>(Func<TImage> newImage, Func<TImage, string?> missingKey)
        where TImage : Image, IImageEntity<TImage>
    {
        ArgumentNullException.ThrowIfNull(newImage);
        ArgumentNullException.ThrowIfNull(missingKey);
        return new(TImage.Table, newImage, new OwnerCheck<TImage>(TImage.Table.ObjectType, newImage, missingKey));
    }

    /// <summary>Makes the many image sets of one owner.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="newImage">Makes an image that carries the owner's key, as it is at that moment, and nothing else.</param>
    /// <param name="ownerKey">The parameters of the key columns that hold the owner's key.</param>
    public static MultipleImageSet<TImage> ManyOf<TImage>(Func<TImage> newImage, params IReadOnlyList<string> ownerKey)
        where TImage : Image, IImageEntity<TImage>
    {
        ArgumentNullException.ThrowIfNull(newImage);
        ArgumentNullException.ThrowIfNull(ownerKey);
        return new(TImage.Table, ownerKey, newImage);
    }

    /// <summary>Makes the many image sets of an owner that may not be saved yet.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="newImage">Makes an image that carries the owner's key, as it is at that moment, and nothing else.</param>
    /// <param name="missingKey">Gives the reason why such an image doesn't carry the key of a saved owner, such as <c>Post.Id is 0</c>; null if it does.</param>
    /// <param name="ownerKey">The parameters of the key columns that hold the owner's key.</param>
    public static MultipleImageSet<TImage> ManyOf<TImage>(Func<TImage> newImage, Func<TImage, string?> missingKey, params IReadOnlyList<string> ownerKey)
        where TImage : Image, IImageEntity<TImage>
    {
        ArgumentNullException.ThrowIfNull(newImage);
        ArgumentNullException.ThrowIfNull(missingKey);
        ArgumentNullException.ThrowIfNull(ownerKey);
        return new(TImage.Table, ownerKey, newImage, new OwnerCheck<TImage>(TImage.Table.ObjectType, newImage, missingKey));
    }
}
