namespace ImageAttach;

/// <summary>A store refused or failed to do what it was asked.</summary>
public sealed class ImageStoreException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ImageStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
