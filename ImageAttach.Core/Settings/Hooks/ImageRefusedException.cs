namespace ImageAttach;

/// <summary>Thrown when a hook of the application refuses an original. Nothing was stored, and the previous image stays.</summary>
public sealed class ImageRefusedException : ImageAttachException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Why the original is refused.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public ImageRefusedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
