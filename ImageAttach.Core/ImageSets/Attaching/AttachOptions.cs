namespace ImageAttach;

/// <summary>How an image is attached, for calls that set more than one of these.</summary>
/// <typeparam name="TImage">The image type.</typeparam>
/// <example>
/// <code>
/// AttachOptions&lt;UserPicture&gt; options = new() { Limits = strict, Replace = false };
/// await user.Picture.AttachAsync(db, upload, options);
/// </code>
/// </example>
public sealed record AttachOptions<TImage>
    where TImage : Image
{
    /// <summary>Sets extra columns of the new row. The key, and what the file determines, can't be changed. Default: none are set.</summary>
    public Action<TImage>? Configure { get; init; }

    /// <summary>The store to keep the file in. Default: the current one.</summary>
    public IImageStore? Store { get; init; }

    /// <summary>How large the image may be, of which types, and what else is required of it. Default: those of the current <see cref="ImageAttachSettings"/>; for uploads past the application, those of its upload options.</summary>
    public ImageLimits? Limits { get; init; }

    /// <summary>The transaction to take part in. Default: one of the operation's own.</summary>
    public ImageTransaction? Transaction { get; init; }

    /// <summary>
    /// Whether to replace an original that is there already. Default: true. Otherwise <see cref="ImageExistsException"/> is thrown. Adding a set never replaces anything.
    /// </summary>
    public bool Replace { get; init; } = true;
}
