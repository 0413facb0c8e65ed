namespace ImageAttach.Testing;

/// <summary>A database breaks a promise. The message says which, what the database did, and what it should do.</summary>
public sealed class DatabaseConformanceException : ImageAttachException
{
    internal DatabaseConformanceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
