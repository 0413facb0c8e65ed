using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.Parsing;

/// <summary>Checks whether generated code can complete a property with [ImageAttachment].</summary>
internal static class AttachmentCheck
{
    // The value of LanguageVersion.CSharp13, which Roslyn 4.8 has no name for: partial properties begin there.
    private const int PartialProperties = 1300;

    /// <param name="property">The property.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="multipleImage">The image type of a property that holds many sets; null for a single set.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    public static void Run(IPropertySymbol property, PropertyDeclarationSyntax declaration, INamedTypeSymbol? multipleImage, DiagnosticBag diagnostics)
    {
        CheckLanguage(declaration, property, diagnostics);
        CheckBody(property, diagnostics);
        CheckNames(property, diagnostics);
        if (multipleImage is not null)
            CheckSetsType(property, multipleImage, diagnostics);
        CheckForbidden(property, diagnostics);
    }

    private static void CheckLanguage(PropertyDeclarationSyntax declaration, IPropertySymbol property, DiagnosticBag diagnostics)
    {
        if (declaration.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: var version } && (int)version < PartialProperties)
            diagnostics.Add(Descriptors.OldLanguage, property.NameLocation(), property.Name, version.ToDisplayString(), 13);
    }

    // The body may stand in another part of the class.
    private static void CheckBody(IPropertySymbol property, DiagnosticBag diagnostics)
    {
        foreach (SyntaxReference part in property.ContainingType.DeclaringSyntaxReferences)
        {
            if (part.IsGenerated())
                continue;
            foreach (MemberDeclarationSyntax member in ((TypeDeclarationSyntax)part.GetSyntax()).Members)
            {
                if (member is PropertyDeclarationSyntax other && other.Identifier.ValueText == property.Name && HasBody(other))
                    diagnostics.Add(Descriptors.HasBody, property.NameLocation(), property.Name);
            }
        }
    }

    private static bool HasBody(PropertyDeclarationSyntax property) => property.ExpressionBody is not null
        || property.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true;

    // The typed GetImageSet lies in a class beside the image type.
    private static void CheckSetsType(IPropertySymbol property, INamedTypeSymbol image, DiagnosticBag diagnostics)
    {
        TypeModel shape = TypeParser.Parse(image, Descriptors.NotPartial, new DiagnosticBag());
        if (GeneratedMembers.HasSets(image, shape))
            diagnostics.Add(Descriptors.NameTaken, property.NameLocation(), property.Name, SubsetEmitter.TypeName(shape));
    }

    private static void CheckNames(IPropertySymbol property, DiagnosticBag diagnostics)
    {
        string field = AttachmentEmitter.FieldFor(property);
        if (property.ContainingType.WithUserBaseTypes().SelectMany(type => type.GetMembers(field)).Any(member => IsInTheWay(member, property.ContainingType))
            || (char.IsLower(property.Name[0]) && property.ContainingType.GetMembers(Capitalized(property.Name)).Any(member => member.FindAttribute(SymbolExtensions.ImageAttachment) is not null)))
            diagnostics.Add(Descriptors.NameTaken, property.NameLocation(), property.Name, field);
    }

    private static bool IsInTheWay(ISymbol member, INamedTypeSymbol owner) => !member.IsImplicitlyDeclared && !member.IsGenerated()
        && (SymbolEqualityComparer.Default.Equals(member.ContainingType, owner) || member.DeclaredAccessibility != Accessibility.Private);

    private static void CheckForbidden(IPropertySymbol property, DiagnosticBag diagnostics)
    {
        if (property.IsForbidden())
            diagnostics.Add(Descriptors.Forbidden, property.NameLocation(), property.Name);
        foreach (IPropertySymbol key in KeyMatcher.OwnerKeys(property.ContainingType).Where(SymbolExtensions.IsForbidden))
            diagnostics.Add(Descriptors.Forbidden, property.NameLocation(), key.Name);
    }

    // Picture and picture have one field.
    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
