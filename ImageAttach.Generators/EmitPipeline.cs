using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators;

/// <summary>
/// What is done for one type: it is read, and its file is written. The generator and the analyzer do the same, so that
/// the one can tell what went wrong in the other. Tests put one in that fails.
/// </summary>
internal class EmitPipeline
{
    public virtual EntityModel? Read(INamedTypeSymbol type, DiagnosticBag diagnostics) => EntityParser.Parse(type, diagnostics);

    public virtual AttachmentModel? Read(IPropertySymbol property, DiagnosticBag diagnostics) => AttachmentParser.Parse(property, diagnostics);

    public virtual GeneratedFile Write(EntityModel entity) => new(entity.Type.HintName, EntityEmitter.Emit(entity));

    /// <summary>The members that go to the owner's file.</summary>
    public virtual string Write(AttachmentModel attachment) => AttachmentEmitter.Emit(attachment);

    public virtual GeneratedFile Write(OwnerModel owner) => new(OwnerEmitter.HintName(owner.Type), OwnerEmitter.Emit(owner));

    public virtual GeneratedFile Write(SubsetModel subset) => new(SubsetEmitter.HintName(subset), SubsetEmitter.Emit(subset));
}
