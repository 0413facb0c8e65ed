namespace ImageAttach;

/// <summary>Thrown when a hook fails before an original is accepted, so that it isn't known whether the original may be attached. Nothing was stored, and the previous image stays.</summary>
public sealed class AttachmentHookException : ImageAttachException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which hook failed, for which image, and what to do.</param>
    /// <param name="innerException">What the hook threw.</param>
    public AttachmentHookException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
