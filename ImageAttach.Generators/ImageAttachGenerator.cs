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

        context.RegisterSourceOutput(entities, static (output, model) =>
        {
            output.AddSource(model!.Type.HintName, EntityEmitter.Emit(model));
            output.AddSource(TableEmitter.HintName(model), TableEmitter.Emit(model));
        });
        context.RegisterSourceOutput(
            attachments, static (output, model) => output.AddSource(AttachmentEmitter.HintName(model!), AttachmentEmitter.Emit(model!)));
    }
}
