namespace ImageAttach.Generators.Model;

/// <summary>How one of many image sets is picked: the typed <c>GetImageSet</c> of an image type.</summary>
/// <param name="Image">The image type.</param>
/// <param name="OwnerProperties">The image's properties that hold the owner's key.</param>
/// <param name="Discriminators">The rest of the key, which become parameters.</param>
internal sealed record SubsetModel(ImageTypeModel Image, EquatableArray<string> OwnerProperties, EquatableArray<ColumnModel> Discriminators)
{
    /// <summary>The one for an attachment; null for one with a single set.</summary>
    public static SubsetModel? Of(AttachmentModel attachment) => attachment.Discriminators is { } discriminators
        ? new(attachment.Image, new([.. attachment.Keys.Select(key => key.Image.Property)]), discriminators)
        : null;
}
