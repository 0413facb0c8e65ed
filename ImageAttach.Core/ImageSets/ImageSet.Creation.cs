using System.ComponentModel;

namespace ImageAttach;

/// <summary>Creates image sets. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ImageSet
{
    /// <summary>Creates the image set of one owner.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="newImage">Creates an image that carries the owner's key, as it is at that moment, and nothing else.</param>
    public static ImageSet<TImage> Create<TImage>(Func<TImage> newImage)
        where TImage : Image, IImageEntity<TImage>
    {
        ArgumentNullException.ThrowIfNull(newImage);
        return new(TImage.Table, newImage);
    }

    /// <summary>Creates the image set of an owner that may not be saved yet.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="newImage">Creates an image that carries the owner's key, as it is at that moment, and nothing else.</param>
    /// <param name="missingKey">Returns the reason why such an image doesn't carry the key of a saved owner, such as <c>User.Id is 0</c>; null if it does.</param>
    public static ImageSet<TImage> Create<TImage>(Func<TImage> newImage, Func<TImage, string?> missingKey)
        where TImage : Image, IImageEntity<TImage>
    {
        ArgumentNullException.ThrowIfNull(newImage);
        ArgumentNullException.ThrowIfNull(missingKey);
        return new(TImage.Table, newImage, new OwnerCheck<TImage>(TImage.Table.ObjectType, newImage, missingKey));
    }

    /// <summary>Creates the many image sets of one owner.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="newImage">Creates an image that carries the owner's key, as it is at that moment, and nothing else.</param>
    /// <param name="ownerKey">The parameters of the key columns that hold the owner's key.</param>
    public static MultipleImageSet<TImage> CreateMany<TImage>(Func<TImage> newImage, params IReadOnlyList<string> ownerKey)
        where TImage : Image, IImageEntity<TImage>
    {
        ArgumentNullException.ThrowIfNull(newImage);
        ArgumentNullException.ThrowIfNull(ownerKey);
        return new(TImage.Table, ownerKey, newImage);
    }

    /// <summary>Creates the many image sets of an owner that may not be saved yet.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="newImage">Creates an image that carries the owner's key, as it is at that moment, and nothing else.</param>
    /// <param name="missingKey">Returns the reason why such an image doesn't carry the key of a saved owner, such as <c>Post.Id is 0</c>; null if it does.</param>
    /// <param name="ownerKey">The parameters of the key columns that hold the owner's key.</param>
    public static MultipleImageSet<TImage> CreateMany<TImage>(Func<TImage> newImage, Func<TImage, string?> missingKey, params IReadOnlyList<string> ownerKey)
        where TImage : Image, IImageEntity<TImage>
    {
        ArgumentNullException.ThrowIfNull(newImage);
        ArgumentNullException.ThrowIfNull(missingKey);
        ArgumentNullException.ThrowIfNull(ownerKey);
        return new(TImage.Table, ownerKey, newImage, new OwnerCheck<TImage>(TImage.Table.ObjectType, newImage, missingKey));
    }

    /// <inheritdoc cref="Create{TImage}(Func{TImage})"/>
    [Obsolete("Use Create.")]
    public static ImageSet<TImage> Of<TImage>(Func<TImage> newImage)
        where TImage : Image, IImageEntity<TImage> => Create(newImage);

    /// <inheritdoc cref="Create{TImage}(Func{TImage}, Func{TImage, string?})"/>
    [Obsolete("Use Create.")]
    public static ImageSet<TImage> Of<TImage>(Func<TImage> newImage, Func<TImage, string?> missingKey)
        where TImage : Image, IImageEntity<TImage> => Create(newImage, missingKey);

    /// <inheritdoc cref="CreateMany{TImage}(Func{TImage}, IReadOnlyList{string})"/>
    [Obsolete("Use CreateMany.")]
    public static MultipleImageSet<TImage> ManyOf<TImage>(Func<TImage> newImage, params IReadOnlyList<string> ownerKey)
        where TImage : Image, IImageEntity<TImage> => CreateMany(newImage, ownerKey);

    /// <inheritdoc cref="CreateMany{TImage}(Func{TImage}, Func{TImage, string?}, IReadOnlyList{string})"/>
    [Obsolete("Use CreateMany.")]
    public static MultipleImageSet<TImage> ManyOf<TImage>(Func<TImage> newImage, Func<TImage, string?> missingKey, params IReadOnlyList<string> ownerKey)
        where TImage : Image, IImageEntity<TImage> => CreateMany(newImage, missingKey, ownerKey);
}
