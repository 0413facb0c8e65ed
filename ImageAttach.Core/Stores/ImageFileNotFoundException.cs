namespace ImageAttach;

/// <summary>A store has no such file, although it was asked for by its key.</summary>
public sealed class ImageFileNotFoundException : FileNotFoundException
{
    /// <summary>Says which file is missing, and where.</summary>
    /// <param name="key">The file's name.</param>
    /// <param name="place">The store as a reader of the message knows it, such as its folder or bucket.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ImageFileNotFoundException(StoreKey key, string place, Exception? innerException = null)
        : base(
            $"{place} has no file of {key}. If its row was loaded a while ago, the image has been replaced or removed since: load it again. If no file of the object type " +
            $"'{key.ObjectType}' is there, the table or the class was renamed: set ObjectType to the old one. See docs/errors/missing-images.md",
            innerException) =>
        Key = key;

    /// <summary>The file's name.</summary>
    public StoreKey Key { get; }
}
