using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting;

/// <summary>The files that would be generated for declarations.</summary>
internal static class FileClaims
{
    /// <summary>That of the catalogue, which comes before all others.</summary>
    public static FileClaim Catalogue { get; } = new("ImageAttach.Generated.ImageEntities", CatalogueEmitter.HintName);

    public static IEnumerable<FileClaim> Of(EntityModel entity)
    {
        yield return new(NameOf(entity), entity.Type.HintName);
        yield return new(NameOf(entity), TableEmitter.HintName(entity));
        if (entity.Thumbnails is not null)
            yield return new(NameOf(entity), ThumbnailEmitter.HintName(entity));
    }

    public static IEnumerable<FileClaim> Of(AttachmentModel attachment)
    {
        yield return new(NameOf(attachment), AttachmentEmitter.HintName(attachment));
        yield return new(NameOfSets(attachment.Owner), OwnerEmitter.HintName(attachment.Owner));
        if (SubsetModel.Of(attachment) is { } subset)
            yield return new(NameOf(subset), SubsetEmitter.HintName(subset));
    }

    public static string NameOf(EntityModel entity) => entity.Type.FullName;

    public static string NameOf(AttachmentModel attachment) => $"{attachment.Owner.FullName}.{attachment.Property}";

    public static string NameOfSets(TypeModel owner) => owner.FullName + "'s image sets";

    public static string NameOf(SubsetModel subset) => subset.Image.Type.FullName + "Sets";
}
