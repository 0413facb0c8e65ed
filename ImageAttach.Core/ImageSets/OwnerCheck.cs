namespace ImageAttach;

/// <summary>Finds out whether the owner of image sets has been saved, by the key that their images carry.</summary>
/// <param name="objectType">The object type, for messages.</param>
/// <param name="newImage">Creates an image that carries the owner's key.</param>
/// <param name="missingKey">Gives the reason why an image doesn't carry the key of a saved owner; null where it does, and for owners that are always saved.</param>
internal sealed class OwnerCheck<TImage>(string objectType, Func<TImage> newImage, Func<TImage, string?>? missingKey)
    where TImage : Image
{
    /// <summary>Whether the owner isn't saved yet. It has no images then, whatever the row with its default key has.</summary>
    public bool IsUnsaved => IsMissing(newImage());

    /// <summary>Whether an image doesn't carry the key of a saved owner.</summary>
    public bool IsMissing(TImage key) => missingKey?.Invoke(key) is not null;

    /// <exception cref="OwnerNotSavedException">The owner isn't saved yet.</exception>
    public void Require()
    {
        if (missingKey?.Invoke(newImage()) is { } reason)
            throw OwnerNotSavedException.For(objectType, reason);
    }

    /// <summary>The same check for some of the sets.</summary>
    /// <param name="newPart">Creates an image that carries the owner's key, and more of the set's key.</param>
    public OwnerCheck<TImage> With(Func<TImage> newPart) => new(objectType, newPart, missingKey);
}
