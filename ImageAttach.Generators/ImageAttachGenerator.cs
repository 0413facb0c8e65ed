using System.Collections.Immutable;
using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators;

/// <summary>Completes image types with their SQL and object ids, and owners with their image sets.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ImageAttachGenerator : IIncrementalGenerator
{
    private readonly EmitPipeline _pipeline;

    /// <summary>What compilers make.</summary>
    public ImageAttachGenerator()
        : this(new EmitPipeline())
    {
    }

    internal ImageAttachGenerator(EmitPipeline pipeline) => _pipeline = pipeline;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<EntityModel?> entities = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                SymbolExtensions.ImageEntity,
                static (node, _) => node is TypeDeclarationSyntax,
                (found, _) => IsFirst(found) ? OrNothing(() => _pipeline.Read((INamedTypeSymbol)found.TargetSymbol, new DiagnosticBag())) : null)
            .Where(static model => model is not null)
            .WithTrackingName("Entities");

        IncrementalValuesProvider<AttachmentModel?> attachments = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                SymbolExtensions.ImageAttachment,
                static (node, _) => node is PropertyDeclarationSyntax,
                (found, _) => OrNothing(() => _pipeline.Read((IPropertySymbol)found.TargetSymbol, new DiagnosticBag())))
            .Where(static model => model is not null)
            .WithTrackingName("Attachments");

        // Nearly always none. What is left out is told of by the analyzer.
        IncrementalValueProvider<EquatableArray<string>> leftOut = entities.SelectMany(static (model, _) => FileClaims.For(model!)).Collect()
            .Combine(attachments.SelectMany(static (model, _) => FileClaims.For(model!)).Collect())
            .Select(static (claims, _) => LeftOut(claims.Left.Concat(claims.Right)))
            .WithTrackingName("LeftOut");

        // Primary keys begin with the owner's key, which only attachments know.
        IncrementalValueProvider<EquatableArray<OwnerKeyModel>> ownerKeys = attachments.Select(static (model, _) => OwnerKeyModel.Create(model!))
            .Where(static model => model is not null)
            .Collect()
            .Select(static (models, _) => new EquatableArray<OwnerKeyModel>([.. models!]))
            .WithTrackingName("OwnerKeys");
        IncrementalValuesProvider<EntityModel> ordered = entities.Combine(ownerKeys)
            .Select(static (pair, _) => pair.Right.FirstOrDefault(key => key.Image == pair.Left!.Type.FullName) is { } key
                ? pair.Left! with { OwnerProperties = key.Properties }
                : pair.Left!);

        // Written before the catalog, which must not name what couldn't be.
        IncrementalValuesProvider<EmitResult<EntityModel, GeneratedFile>?> entityFiles = ordered.Combine(leftOut)
            .Select((pair, _) => pair.Right.Contains(FileClaims.NameOf(pair.Left.Type)) ? null
                : OrNothing(() => new EmitResult<EntityModel, GeneratedFile>(pair.Left, _pipeline.Write(pair.Left))))
            .Where(static result => result is not null);

        // A catalog and a GetImageSet need all entities and attachments, but only these few facts of each.
        IncrementalValueProvider<CatalogModel> catalog = entityFiles.Select(static (result, _) => Entry(result!.Model)).Collect()
            .Select(static (entries, _) => new CatalogModel(new([.. entries.OrderBy(entry => entry.Type, StringComparer.Ordinal)])))
            .WithTrackingName("Catalog");

        // What refers to an image type that isn't completed would not compile, and hide the diagnostic that says why.
        IncrementalValueProvider<EquatableArray<string>> complete = catalog
            .Select(static (model, _) => new EquatableArray<string>([.. model.Entities.Select(entry => entry.Type)]));
        IncrementalValueProvider<ImmutableArray<SubsetModel?>> unowned = entityFiles
            .Select(static (result, _) => SubsetModel.Create(result!.Model)).Where(static model => model is not null).Collect();
        IncrementalValuesProvider<SubsetModel> subsets = attachments.Collect().Combine(complete).Combine(unowned)
            .SelectMany(static (pair, _) => Subsets(Completed(pair.Left.Left, attachment => attachment!, pair.Left.Right)!, pair.Right))
            .WithTrackingName("Subsets");

        // One file for an owner, with all of its sets: Roslyn compares the name of each file with those of all others, after each keystroke.
        IncrementalValuesProvider<OwnerModel> owners = attachments
            .Select((model, _) => OrNothing(() => new EmitResult<AttachmentModel, string>(model!, _pipeline.Write(model!))))
            .Where(static result => result is not null)
            .Collect()
            .Combine(leftOut)
            .Combine(complete)
            .SelectMany(static (pair, _) => OwnerModel.CreateAll(Completed(pair.Left.Left, result => result!.Model, pair.Right)!)
                .Where(owner => !pair.Left.Right.Contains(FileClaims.NameOf(owner.Type))))
            .WithTrackingName("Owners");

        context.RegisterSourceOutput(entityFiles, static (output, result) => Add(output, result!.Code));
        context.RegisterSourceOutput(subsets.Combine(leftOut), (output, pair) =>
        {
            if (!pair.Right.Contains(FileClaims.NameOf(pair.Left)))
                Add(output, OrNothing(() => _pipeline.Write(pair.Left)));
        });
        context.RegisterSourceOutput(owners, (output, model) => Add(output, OrNothing(() => _pipeline.Write(model))));
        context.RegisterSourceOutput(catalog, static (output, model) =>
        {
            if (model.Entities.Count > 0)
                output.AddSource(CatalogEmitter.HintName, CatalogEmitter.Emit(model));
        });
    }

    // Another part of the type may carry the attribute as well, which the compiler tells of.
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

    private static void Add(SourceProductionContext output, GeneratedFile? file)
    {
        if (file is not null)
            output.AddSource(file.HintName, file.Text);
    }

    // A fault of ours costs the type that it comes up in, and no other. The analyzer meets it too, and tells of it.
    private static T? OrNothing<T>(Func<T?> work)
        where T : class
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return null;
        }
    }
}
