namespace ImageAttach.Generators.Model;

/// <summary>How one of many image sets is picked: the typed <c>GetImageSet</c> of an image type.</summary>
/// <param name="Image">The image type.</param>
/// <param name="OwnerProperties">The image's properties that hold the owner's key.</param>
/// <param name="Discriminators">The rest of the key, which become parameters.</param>
internal sealed record SubsetModel(ImageTypeModel Image, EquatableArray<string> OwnerProperties, EquatableArray<ColumnModel> Discriminators)
{
    /// <summary>Whether other assemblies can call it.</summary>
    public bool IsPublic => Image.IsPublic && Discriminators.All(column => column.IsPublic);

    /// <summary>The one for an attachment; null for one with a single set, and where another assembly has it.</summary>
    public static SubsetModel? Create(AttachmentModel attachment) => attachment is { Discriminators: { } discriminators, HasSubset: false }
        ? new(attachment.Image, new([.. attachment.Keys.Select(key => key.Image.Property)]), discriminators)
        : null;

    /// <summary>
    /// The one for an image type whose owners all lie in other assemblies, so that they don't bring one each. The first column of two
    /// is taken for the owner's; null for any other key.
    /// </summary>
    public static SubsetModel? Create(EntityModel entity)
    {
        ColumnModel[] key = [.. entity.KeyColumns];
        if (key.Length != 2 || entity.HasSetsType)
            return null;
        IEnumerable<string> required = entity.Columns.Where(column => column.IsRequired).Select(column => column.Property).Concat(entity.RequiredMembers);
        return new(new(entity.Type, entity.IsPublic, IsForeign: false, new([.. required])), new([key[0].Property]), new([key[1]]));
    }
}
