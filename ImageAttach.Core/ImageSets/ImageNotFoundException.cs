namespace ImageAttach;

/// <summary>The database has no such image: nothing is attached, or no thumbnail has that size.</summary>
public sealed class ImageNotFoundException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ImageNotFoundException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
