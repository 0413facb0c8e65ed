namespace ImageAttach;

/// <summary>No store was given, and none is current. See <see cref="StoreContext"/>.</summary>
public sealed class StoreContextException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public StoreContextException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
