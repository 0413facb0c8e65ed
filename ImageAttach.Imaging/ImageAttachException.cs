namespace ImageAttach;

/// <summary>What the exceptions of ImageAttach have in common. Catch it to catch them all.</summary>
public abstract class ImageAttachException : Exception
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    protected ImageAttachException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
