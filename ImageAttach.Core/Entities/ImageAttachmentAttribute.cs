namespace ImageAttach;

/// <summary>Marks a partial, get-only property of type <see cref="ImageSet{TImage}"/>: the images attached to its object.</summary>
[AttributeUsage(AttributeTargets.Property, Inherited = false)]
public sealed class ImageAttachmentAttribute : Attribute
{
    /// <summary>
    /// The image's property that holds this object's key. Default: the property named after the owner and its key,
    /// such as <c>UserId</c> for <c>User.Id</c>.
    /// </summary>
    public string? ForeignKey { get; set; }

    /// <summary>
    /// Whether 0, an empty Guid or an empty text is the key of a row. Default: false, and attaching to an object whose key still has that value
    /// throws <see cref="OwnerNotSavedException"/>: it isn't saved yet, and all others that aren't would share its images. Of several
    /// key properties each counts; enums and bools don't.
    /// </summary>
    public bool AllowDefaultKey { get; set; }
}
