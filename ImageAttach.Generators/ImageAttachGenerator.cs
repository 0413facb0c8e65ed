using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators;

/// <summary>Completes image types with their SQL and object ids, and owners with their image sets.</summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class ImageAttachGenerator : IIncrementalGenerator
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
        IncrementalValuesProvider<EntityModel?> entities = FindEntities(context);
        IncrementalValuesProvider<AttachmentModel?> attachments = FindAttachments(context);
        IncrementalValueProvider<EquatableArray<string>> leftOut = FindLeftOut(entities, attachments);
        IncrementalValuesProvider<EmitResult<EntityModel, GeneratedFile>?> entityFiles = WriteEntities(OrderKeys(entities, attachments), leftOut);
        IncrementalValueProvider<CatalogModel> catalog = ListEntities(entityFiles);

        // What refers to an image type that isn't completed would not compile, and hide the diagnostic that says why.
        IncrementalValueProvider<EquatableArray<string>> complete = catalog
            .Select(static (model, _) => new EquatableArray<string>([.. model.Entities.Select(entry => entry.Type)]));

        context.RegisterSourceOutput(entityFiles, static (output, result) => Add(output, result!.Code));
        context.RegisterSourceOutput(FindSubsets(attachments, entityFiles, complete).Combine(leftOut), (output, pair) =>
        {
            if (!pair.Right.Contains(FileClaims.NameOf(pair.Left)))
                Add(output, OrNothing(() => _pipeline.Write(pair.Left)));
        });
        context.RegisterSourceOutput(WriteOwners(attachments, leftOut, complete), (output, model) => Add(output, OrNothing(() => _pipeline.Write(model))));
        context.RegisterSourceOutput(catalog, static (output, model) =>
        {
            if (model.Entities.Count > 0)
                output.AddSource(CatalogEmitter.HintName, CatalogEmitter.Emit(model));
        });
    }

    private static void Add(SourceProductionContext output, GeneratedFile? file)
    {
        if (file is not null)
            output.AddSource(file.HintName, file.Text);
    }

    // A fault of ours costs the type that it comes up in, and no other. The analyzer meets it too, and reports it.
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
