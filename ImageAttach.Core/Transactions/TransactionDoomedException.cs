namespace ImageAttach;

/// <summary>The transaction was ended by the database, or can only be rolled back, or a file that was put in it is missing. What a commit would have reported as done is lost.</summary>
public sealed class TransactionDoomedException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public TransactionDoomedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
