namespace ImageAttach;

/// <summary>A store has listed the files that it could, and some folders could not be read.</summary>
public sealed class ImageListingException : ImageAttachException
{
    /// <summary>Says which folders could not be read, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="folders">The folders.</param>
    /// <param name="innerException">What the first one failed with.</param>
    public ImageListingException(string message, IReadOnlyList<string> folders, Exception? innerException = null)
        : base(message, innerException) => Folders = folders;

    /// <summary>The folders that could not be read.</summary>
    public IReadOnlyList<string> Folders { get; }
}
