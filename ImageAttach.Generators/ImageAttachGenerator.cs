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
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<EntityModel?> entities = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                SymbolExtensions.ImageEntity,
                static (node, _) => node is TypeDeclarationSyntax,
                static (found, _) => EntityParser.Parse((INamedTypeSymbol)found.TargetSymbol, new Findings()))
            .Where(static model => model is not null)
            .WithTrackingName("Entities");

        IncrementalValuesProvider<AttachmentModel?> attachments = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                SymbolExtensions.ImageAttachment,
                static (node, _) => node is PropertyDeclarationSyntax,
                static (found, _) => AttachmentParser.Parse((IPropertySymbol)found.TargetSymbol, new Findings()))
            .Where(static model => model is not null)
            .WithTrackingName("Attachments");

        // A catalogue and a GetImageSet need all entities and attachments, but only these few facts of each.
        IncrementalValueProvider<CatalogueModel> catalogue = entities.Select(static (model, _) => Entry(model!)).Collect()
            .Select(static (entries, _) => new CatalogueModel(new([.. entries.OrderBy(entry => entry.Type, StringComparer.Ordinal)])))
            .WithTrackingName("Catalogue");

        IncrementalValuesProvider<SubsetModel> subsets = attachments.Where(static model => model!.Discriminators is not null)
            .Select(static (model, _) => new SubsetModel(
                model!.Image, new([.. model.Keys.Select(key => key.Image.Property)]), model.Discriminators!.Value))
            .Collect()
            .SelectMany(static (models, _) => models.GroupBy(model => model.Image.Type.FullName).Select(same => same.First()))
            .WithTrackingName("Subsets");

        context.RegisterSourceOutput(entities, static (output, model) =>
        {
            output.AddSource(model!.Type.HintName, EntityEmitter.Emit(model));
            output.AddSource(TableEmitter.HintName(model), TableEmitter.Emit(model));
        });
        context.RegisterSourceOutput(
            attachments, static (output, model) => output.AddSource(AttachmentEmitter.HintName(model!), AttachmentEmitter.Emit(model!)));
        context.RegisterSourceOutput(subsets, static (output, model) => output.AddSource(SubsetEmitter.HintName(model), SubsetEmitter.Emit(model)));
        context.RegisterSourceOutput(catalogue, static (output, model) =>
        {
            if (model.Entities.Count > 0)
                output.AddSource(CatalogueEmitter.HintName, CatalogueEmitter.Emit(model));
        });
    }

    private static CatalogueEntry Entry(EntityModel entity) =>
        new(entity.Type.FullName, $"global::{entity.Type.GeneratedNamespace}.{entity.TableType}", entity.Columns);
}
