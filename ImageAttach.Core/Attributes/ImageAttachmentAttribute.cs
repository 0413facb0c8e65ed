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
}
