namespace ImageAttach.Testing;

/// <summary>A store breaks a promise. The message says which, what the store did, and what it should do.</summary>
public sealed class StoreConformanceException : ImageAttachException
{
    internal StoreConformanceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
