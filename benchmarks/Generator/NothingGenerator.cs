using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Benchmarks.Generator;

/// <summary>Looks at the same attributes, and does nothing: what Roslyn takes for itself.</summary>
internal sealed class NothingGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Look<TypeDeclarationSyntax>(typeof(ImageEntityAttribute));
        Look<PropertyDeclarationSyntax>(typeof(ImageAttachmentAttribute));

        void Look<TNode>(Type attribute) => context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName(attribute.FullName!, static (node, _) => node is TNode, static (found, _) => found.TargetSymbol.Name),
            static (_, _) => { });
    }
}
