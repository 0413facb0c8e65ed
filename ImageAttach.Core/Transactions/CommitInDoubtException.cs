namespace ImageAttach;

/// <summary>The connection was lost during a commit, and it isn't known whether the commit happened. Nothing was removed.</summary>
public sealed class CommitInDoubtException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public CommitInDoubtException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
