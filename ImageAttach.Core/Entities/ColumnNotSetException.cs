namespace ImageAttach;

/// <summary>Thrown when a column that can't be null isn't set in the row of a new image. Nothing was stored.</summary>
public sealed class ColumnNotSetException : ImageAttachException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message: which property is null, and what to do.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ColumnNotSetException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Gets the name of the property that is null; null where it isn't known.</summary>
    public string? PropertyName { get; private init; }

    internal static ColumnNotSetException For(Image image, string property) => new(
        $"{image.ObjectType} {image.ObjectId} wasn't attached, because {image.GetType().Name}.{property} is null and its column can't be null. " +
        $"Set it in `configure`, give it a default value, or declare it as nullable. See docs/errors/column-not-set.md")
    {
        PropertyName = property,
    };
}
