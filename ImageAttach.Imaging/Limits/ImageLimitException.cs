namespace ImageAttach;

/// <summary>The image is larger than an <see cref="ImageLimits"/> allows.</summary>
public sealed class ImageLimitException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ImageLimitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
