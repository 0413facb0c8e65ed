namespace ImageAttach;

/// <summary>Thrown when an upload can't be attached: its ticket isn't valid or has expired, or the file was never sent, differs from what was announced, or was attached before.</summary>
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
