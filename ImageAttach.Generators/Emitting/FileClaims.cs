using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting;

/// <summary>The files that would be generated for declarations.</summary>
internal static class FileClaims
{
    /// <summary>That of the catalog, which comes before all others.</summary>
    public static FileClaim Catalog { get; } = new("ImageAttach.Generated.ImageEntities", CatalogEmitter.HintName);

    public static IEnumerable<FileClaim> For(EntityModel entity)
    {
        yield return new(NameOf(entity.Type), entity.Type.HintName);
        if (SubsetModel.Create(entity) is { } subset)
            yield return new(NameOf(subset), SubsetEmitter.HintName(subset));
    }

    public static IEnumerable<FileClaim> For(AttachmentModel attachment)
    {
        yield return new(NameOf(attachment.Owner), OwnerEmitter.HintName(attachment.Owner));
        if (SubsetModel.Create(attachment) is { } subset)
            yield return new(NameOf(subset), SubsetEmitter.HintName(subset));
    }

    public static string NameOf(TypeModel type) => type.FullName;

    public static string NameOf(SubsetModel subset) => subset.Image.Type.FullName + "Sets";
}
