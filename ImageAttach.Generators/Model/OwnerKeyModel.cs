namespace ImageAttach.Generators.Model;

/// <summary>Which part of an image type's key is the owner's, where there is more to the key.</summary>
/// <param name="Image">The image type's full name.</param>
/// <param name="Properties">The image's properties that hold the owner's key.</param>
internal sealed record OwnerKeyModel(string Image, EquatableArray<string> Properties)
{
    /// <summary>The one that an attachment tells; null where the whole key is the owner's.</summary>
    public static OwnerKeyModel? Create(AttachmentModel attachment) => attachment.Discriminators is null
        ? null
        : new(attachment.Image.Type.FullName, new([.. attachment.Keys.Select(key => key.Image.Property)]));
}
