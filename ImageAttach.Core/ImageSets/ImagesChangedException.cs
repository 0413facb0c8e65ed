namespace ImageAttach;

/// <summary>Somebody replaced or removed a picture while it was being moved or copied. Nothing was changed; try again.</summary>
public sealed class ImagesChangedException : ImageAttachException
{
    /// <summary>Says which images changed.</summary>
    /// <param name="message">What happened, to which images, and what to do.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ImagesChangedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
