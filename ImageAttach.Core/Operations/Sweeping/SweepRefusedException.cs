namespace ImageAttach;

/// <summary>A sweep can't be sure that the files without a row are unneeded: it may have the wrong database, or not see all rows. The message says what to do.</summary>
public sealed class SweepRefusedException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public SweepRefusedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
