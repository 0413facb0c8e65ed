namespace ImageAttach;

/// <summary>No image could be had from an address: it isn't allowed, doesn't answer, or answers with something else.</summary>
public sealed class ImageFetchException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ImageFetchException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
