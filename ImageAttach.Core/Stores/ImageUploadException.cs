namespace ImageAttach;

/// <summary>An upload can't be attached: its ticket isn't one of ours or has expired, or the file never came, isn't as announced, or was attached before.</summary>
public sealed class ImageUploadException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ImageUploadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
