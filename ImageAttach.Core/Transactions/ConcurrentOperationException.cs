namespace ImageAttach;

/// <summary>Thrown when an operation is started in a transaction while another operation in it still runs. Nothing was stored; the other operation goes on.</summary>
public sealed class ConcurrentOperationException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public ConcurrentOperationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
