using System.Collections.Immutable;
using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators;

/// <content>The steps, each of which is cached.</content>
public sealed partial class ImageAttachGenerator
{
    private IncrementalValuesProvider<EntityModel?> FindEntities(IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
        .ForAttributeWithMetadataName(
            SymbolExtensions.ImageEntity,
            static (node, _) => node is TypeDeclarationSyntax,
            (found, _) => IsFirst(found) ? OrNothing(() => _pipeline.Read((INamedTypeSymbol)found.TargetSymbol, new DiagnosticBag())) : null)
        .Where(static model => model is not null)
        .WithTrackingName("Entities");

    private IncrementalValuesProvider<AttachmentModel?> FindAttachments(IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
        .ForAttributeWithMetadataName(
            SymbolExtensions.ImageAttachment,
            static (node, _) => node is PropertyDeclarationSyntax,
            (found, _) => OrNothing(() => _pipeline.Read((IPropertySymbol)found.TargetSymbol, new DiagnosticBag())))
        .Where(static model => model is not null)
        .WithTrackingName("Attachments");

    // Nearly always none. The analyzer reports what is left out.
    private static IncrementalValueProvider<EquatableArray<string>> FindLeftOut(
        IncrementalValuesProvider<EntityModel?> entities, IncrementalValuesProvider<AttachmentModel?> attachments) =>
        entities.SelectMany(static (model, _) => FileClaims.For(model!)).Collect()
            .Combine(attachments.SelectMany(static (model, _) => FileClaims.For(model!)).Collect())
            .Select(static (claims, _) => LeftOut(claims.Left.Concat(claims.Right)))
            .WithTrackingName("LeftOut");

    // Primary keys begin with the owner's key, which only attachments know.
    private static IncrementalValuesProvider<EntityModel> OrderKeys(
        IncrementalValuesProvider<EntityModel?> entities, IncrementalValuesProvider<AttachmentModel?> attachments)
    {
        IncrementalValueProvider<EquatableArray<OwnerKeyModel>> ownerKeys = attachments.Select(static (model, _) => OwnerKeyModel.Create(model!))
            .Where(static model => model is not null)
            .Collect()
            .Select(static (models, _) => new EquatableArray<OwnerKeyModel>([.. models!]))
            .WithTrackingName("OwnerKeys");
        return entities.Combine(ownerKeys)
            .Select(static (pair, _) => pair.Right.FirstOrDefault(key => key.Image == pair.Left!.Type.FullName) is { } key
                ? pair.Left! with { OwnerProperties = key.Properties }
                : pair.Left!);
    }

    // Written before the catalog, which must not name what couldn't be.
    private IncrementalValuesProvider<EmitResult<EntityModel, GeneratedFile>?> WriteEntities(
        IncrementalValuesProvider<EntityModel> entities, IncrementalValueProvider<EquatableArray<string>> leftOut) => entities.Combine(leftOut)
        .Select((pair, _) => pair.Right.Contains(FileClaims.NameOf(pair.Left.Type)) ? null
            : OrNothing(() => new EmitResult<EntityModel, GeneratedFile>(pair.Left, _pipeline.Write(pair.Left))))
        .Where(static result => result is not null);

    // A catalog and a GetImageSet need all entities and attachments, but only these few facts of each.
    private static IncrementalValueProvider<CatalogModel> ListEntities(IncrementalValuesProvider<EmitResult<EntityModel, GeneratedFile>?> entityFiles) =>
        entityFiles.Select(static (result, _) => Entry(result!.Model)).Collect()
            .Select(static (entries, _) => new CatalogModel(new([.. entries.OrderBy(entry => entry.Type, StringComparer.Ordinal)])))
            .WithTrackingName("Catalog");

    private static IncrementalValuesProvider<SubsetModel> FindSubsets(
        IncrementalValuesProvider<AttachmentModel?> attachments,
        IncrementalValuesProvider<EmitResult<EntityModel, GeneratedFile>?> entityFiles,
        IncrementalValueProvider<EquatableArray<string>> complete)
    {
        IncrementalValueProvider<ImmutableArray<SubsetModel?>> unowned = entityFiles
            .Select(static (result, _) => SubsetModel.Create(result!.Model)).Where(static model => model is not null).Collect();
        return attachments.Collect().Combine(complete).Combine(unowned)
            .SelectMany(static (pair, _) => Subsets(Completed(pair.Left.Left, attachment => attachment!, pair.Left.Right)!, pair.Right))
            .WithTrackingName("Subsets");
    }

    // One file for an owner, with all of its sets: Roslyn compares the name of each file with those of all others, after each keystroke.
    private IncrementalValuesProvider<OwnerModel> WriteOwners(
        IncrementalValuesProvider<AttachmentModel?> attachments,
        IncrementalValueProvider<EquatableArray<string>> leftOut,
        IncrementalValueProvider<EquatableArray<string>> complete) => attachments
        .Select((model, _) => OrNothing(() => new EmitResult<AttachmentModel, string>(model!, _pipeline.Write(model!))))
        .Where(static result => result is not null)
        .Collect()
        .Combine(leftOut)
        .Combine(complete)
        .SelectMany(static (pair, _) => OwnerModel.CreateAll(Completed(pair.Left.Left, result => result!.Model, pair.Right)!)
            .Where(owner => !pair.Left.Right.Contains(FileClaims.NameOf(owner.Type))))
        .WithTrackingName("Owners");

    // Another part of the type may carry the attribute as well, which the compiler reports.
    private static bool IsFirst(GeneratorAttributeSyntaxContext found) =>
        found.TargetSymbol.FindAttribute(SymbolExtensions.ImageEntity)?.ApplicationSyntaxReference is { } attribute
        && attribute.SyntaxTree == found.TargetNode.SyntaxTree && found.TargetNode.Span.Contains(attribute.Span);

    private static EquatableArray<string> LeftOut(IEnumerable<FileClaim> claims) =>
        new([.. FileClaim.Clashes(claims.Append(FileClaims.Catalog)).Select(clash => clash.Other).Distinct()]);

    private static T[] Completed<T>(ImmutableArray<T> items, Func<T, AttachmentModel> attachmentOf, EquatableArray<string> complete)
    {
        HashSet<string> images = [.. complete];
        return [.. items.Where(item => attachmentOf(item).Image is var image && (image.IsForeign || images.Contains(image.Type.FullName)))];
    }

    // One for each image type, for its owners or, where none is in this assembly, for those of others.
    private static IEnumerable<SubsetModel> Subsets(AttachmentModel[] attached, ImmutableArray<SubsetModel?> unowned)
    {
        HashSet<string> images = [.. attached.Select(attachment => attachment.Image.Type.FullName)];
        return attached.Select(SubsetModel.Create).Concat(unowned.Where(subset => !images.Contains(subset!.Image.Type.FullName)))
            .Where(subset => subset is not null)
            .GroupBy(subset => subset!.Image.Type.FullName)
            .Select(same => same.First()!);
    }

    private static CatalogEntry Entry(EntityModel entity) =>
        new(entity.Type.FullName, $"global::{entity.Type.GeneratedNamespace}.{entity.TableType}", entity.Columns);
}
