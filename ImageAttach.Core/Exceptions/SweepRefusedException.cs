namespace ImageAttach;

/// <summary>A sweep would have removed so many files that something else is more likely to be wrong. Nothing was removed.</summary>
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
