namespace ImageAttach;

/// <summary>Thrown when an image's file isn't the one that was attached: it has another length, or other bytes, than its row records.</summary>
public sealed class ImageFileDamagedException : ImageAttachException
{
    /// <summary>Creates an exception about a file.</summary>
    /// <param name="key">The file's name.</param>
    /// <param name="fault">What is wrong with the file, such as <c>the file has 5 bytes instead of 300,000</c>.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ImageFileDamagedException(StoreKey key, string fault, Exception? innerException = null)
        : base($"The file of {key} is damaged: {fault}. Restore it from a backup, or attach the image again. ImageVerifier lists all such files.", innerException) =>
        Key = key;

    /// <summary>Gets the file's name.</summary>
    public StoreKey Key { get; }
}
