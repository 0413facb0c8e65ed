namespace ImageAttach;

/// <summary>The owner has no key of its own yet, so an image can't be attached to it: save the owner first.</summary>
public sealed class OwnerNotSavedException : ImageAttachException
{
    /// <summary>Says what happened, to which thing, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public OwnerNotSavedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    internal static OwnerNotSavedException For(string objectType, string reason) => new(
        $"Nothing can be attached as {objectType}, because its owner has no key yet: {reason}. Save the owner first. " +
        "If that is the key of a row, set AllowDefaultKey on the [ImageAttachment]. See docs/errors/owner-not-saved.md");
}
