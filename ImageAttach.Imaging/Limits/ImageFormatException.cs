namespace ImageAttach;

/// <summary>The bytes aren't an image that can be attached: they are empty, broken or cut short, or their type is unknown or not allowed.</summary>
public sealed class ImageFormatException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public ImageFormatException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether it is the type that is refused, and not the file: no known one, not allowed, or of a kind that isn't supported.</summary>
    public bool IsTypeRefused { get; init; }
}
