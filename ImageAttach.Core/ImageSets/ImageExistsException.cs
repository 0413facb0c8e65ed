namespace ImageAttach;

/// <summary>Thrown when an image is attached with <c>replace: false</c> to a set that has an original already. Nothing was changed.</summary>
public sealed class ImageExistsException : ImageAttachException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, to which set, and what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public ImageExistsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
