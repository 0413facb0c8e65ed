using System.Runtime.ExceptionServices;

namespace ImageAttach.Transactions;

/// <summary>A commit that was sent: what the database did, and which exception its caller gets.</summary>
/// <param name="Result">What the database did.</param>
/// <param name="Failure">The exception for the caller; null when nothing failed.</param>
internal readonly record struct CommitAttempt(CommitResult Result, Exception? Failure = null)
{
    /// <summary>Throws the failure, if there is one, with the stack trace that it has.</summary>
    public void ThrowIfFailed()
    {
        if (Failure is not null)
            ExceptionDispatchInfo.Throw(Failure);
    }
}
