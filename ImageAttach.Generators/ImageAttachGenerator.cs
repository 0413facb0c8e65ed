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
    private readonly Completion _completion;

    /// <summary>What compilers make.</summary>
    public ImageAttachGenerator()
        : this(new Completion())
    {
    }

    internal ImageAttachGenerator(Completion completion) => _completion = completion;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<EntityModel?> entities = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                SymbolExtensions.ImageEntity,
                static (node, _) => node is TypeDeclarationSyntax,
                (found, _) => OrNothing(() => _completion.Read((INamedTypeSymbol)found.TargetSymbol, new Findings())))
            .Where(static model => model is not null)
            .WithTrackingName("Entities");

        IncrementalValuesProvider<AttachmentModel?> attachments = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                SymbolExtensions.ImageAttachment,
                static (node, _) => node is PropertyDeclarationSyntax,
                (found, _) => OrNothing(() => _completion.Read((IPropertySymbol)found.TargetSymbol, new Findings())))
            .Where(static model => model is not null)
            .WithTrackingName("Attachments");

        // Written before the catalogue, which must not name what couldn't be.
        IncrementalValuesProvider<Written<EntityModel>?> entityFiles = entities
            .Select((model, _) => OrNothing(() => _completion.Write(model!)))
            .Where(static written => written is not null);

        // A catalogue and a GetImageSet need all entities and attachments, but only these few facts of each.
        IncrementalValueProvider<CatalogueModel> catalogue = entityFiles.Select(static (written, _) => Entry(written!.Model)).Collect()
            .Select(static (entries, _) => new CatalogueModel(new([.. entries.OrderBy(entry => entry.Type, StringComparer.Ordinal)])))
            .WithTrackingName("Catalogue");

        IncrementalValuesProvider<SubsetModel> subsets = attachments
            .Select(static (model, _) => SubsetModel.Of(model!))
            .Where(static model => model is not null)
            .Collect()
            .SelectMany(static (models, _) => models.GroupBy(model => model!.Image.Type.FullName).Select(same => same.First()!))
            .WithTrackingName("Subsets");

        context.RegisterSourceOutput(entityFiles, static (output, written) => Add(output, written));
        context.RegisterSourceOutput(attachments, (output, model) => Add(output, OrNothing(() => _completion.Write(model!))));
        context.RegisterSourceOutput(subsets, (output, model) => Add(output, OrNothing(() => _completion.Write(model))));
        context.RegisterSourceOutput(catalogue, static (output, model) =>
        {
            if (model.Entities.Count > 0)
                output.AddSource(CatalogueEmitter.HintName, CatalogueEmitter.Emit(model));
        });
    }

    private static CatalogueEntry Entry(EntityModel entity) =>
        new(entity.Type.FullName, $"global::{entity.Type.GeneratedNamespace}.{entity.TableType}", entity.Columns);

    private static void Add<TModel>(SourceProductionContext output, Written<TModel>? written)
    {
        foreach (GeneratedFile file in written?.Files ?? [])
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
