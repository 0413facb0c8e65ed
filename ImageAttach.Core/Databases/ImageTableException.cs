namespace ImageAttach;

/// <summary>The database has no such image table, or not as the image type declares it, lets nobody change it, or was lost on the way.</summary>
public sealed class ImageTableException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ImageTableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
