using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators;

/// <summary>
/// What is done for one type: it is read, and its files are written. The generator and the analyzer do the same, so that
/// the one can tell what went wrong in the other. Tests put one in that fails.
/// </summary>
internal class Completion
{
    public virtual EntityModel? Read(INamedTypeSymbol type, Findings findings) => EntityParser.Parse(type, findings);

    public virtual AttachmentModel? Read(IPropertySymbol property, Findings findings) => AttachmentParser.Parse(property, findings);

    public virtual Written<EntityModel> Write(EntityModel entity)
    {
        GeneratedFile type = new(entity.Type.HintName, EntityEmitter.Emit(entity));
        GeneratedFile table = new(TableEmitter.HintName(entity), TableEmitter.Emit(entity));
        return entity.Thumbnails is { } thumbnails
            ? new(entity, type, table, new(ThumbnailEmitter.HintName(entity), ThumbnailEmitter.Emit(entity, thumbnails)))
            : new(entity, type, table);
    }

    public virtual Written<AttachmentModel> Write(AttachmentModel attachment) =>
        new(attachment, new GeneratedFile(AttachmentEmitter.HintName(attachment), AttachmentEmitter.Emit(attachment)));

    public virtual Written<OwnerModel> Write(OwnerModel owner) => new(owner, new GeneratedFile(OwnerEmitter.HintName(owner.Type), OwnerEmitter.Emit(owner)));

    public virtual Written<SubsetModel> Write(SubsetModel subset) =>
        new(subset, new GeneratedFile(SubsetEmitter.HintName(subset), SubsetEmitter.Emit(subset)));
}
