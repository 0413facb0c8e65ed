using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads a property with [ImageAttachment].</summary>
internal static class AttachmentParser
{
    private const string MultipleImageSet = "ImageAttach.MultipleImageSet`1";

    // The value of LanguageVersion.CSharp13, which Roslyn 4.8 has no name for: partial properties begin there.
    private const int PartialProperties = 1300;

    /// <returns>The model; null when something is wrong.</returns>
    public static AttachmentModel? Parse(IPropertySymbol property, Findings findings)
    {
        INamedTypeSymbol owner = property.ContainingType;
        TypeModel shape = TypeParser.Parse(owner, Descriptors.OwnerNotPartial, findings);
        if (owner.TypeKind != TypeKind.Class || owner.IsStatic || owner.WithContainers().Any(each => each.IsFileLocal))
            findings.Add(Descriptors.OwnerNotAClass, owner.NameLocation(), owner.Name);
        if (ImageTypeOf(property, out bool isMultiple) is not { } image || PartialDeclaration(property) is not { } declaration)
        {
            findings.Add(Descriptors.NotAnImageSet, property.NameLocation(), property.Name);
            return null;
        }

        CheckLanguage(declaration, property, findings);
        CheckBody(property, findings);
        CheckNames(property, findings);
        if (isMultiple)
            CheckSetsType(property, image, findings);
        KeyMatch? keys = KeyMatcher.Match(property, image, isMultiple, findings);
        return keys is null || !findings.AreNone
            ? null
            : new(
                shape,
                Names.Escape(property.Name),
                declaration.Modifiers.ToString(),
                ImageModel(image),
                new([.. keys.Pairs]),
                isMultiple ? new([.. keys.Discriminators]) : null,
                new([.. Inherited(owner).Select(other => Names.Escape(other.Name))]));
    }

    private static IEnumerable<IPropertySymbol> Inherited(INamedTypeSymbol owner) => owner.Properties().Where(property =>
        !SymbolEqualityComparer.Default.Equals(property.ContainingType, owner)
        && property.DeclaredAccessibility != Accessibility.Private
        && (property.DeclaredAccessibility is not (Accessibility.Internal or Accessibility.ProtectedAndInternal)
            || SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, owner.ContainingAssembly))
        && IsAttachment(property));

    private static INamedTypeSymbol? ImageTypeOf(IPropertySymbol property, out bool isMultiple)
    {
        INamedTypeSymbol? set = property.Type as INamedTypeSymbol;
        isMultiple = set?.IsNamed(MultipleImageSet) == true;
        return (isMultiple || set?.IsNamed(SymbolExtensions.ImageSet) == true)
            && set!.TypeArguments[0] is INamedTypeSymbol image
            && image.FindAttribute(SymbolExtensions.ImageEntity) is not null
                ? image
                : null;
    }

    // Roslyn 4.8 knows nothing of partial properties, but reads their modifier.
    private static PropertyDeclarationSyntax? PartialDeclaration(IPropertySymbol property) =>
        property is not { SetMethod: null, IsStatic: false, RefKind: RefKind.None, ExplicitInterfaceImplementations.IsEmpty: true }
        || property.Type.NullableAnnotation == NullableAnnotation.Annotated
        ? null
        : property.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax())
            .OfType<PropertyDeclarationSyntax>()
            .FirstOrDefault(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static ImageTypeModel ImageModel(INamedTypeSymbol image) => new(
        TypeParser.Parse(image, Descriptors.NotPartial, new Findings()),
        image.WithContainers().All(each => each.DeclaredAccessibility == Accessibility.Public),
        new([.. image.RequiredMembers()]));

    private static void CheckLanguage(PropertyDeclarationSyntax declaration, IPropertySymbol property, Findings findings)
    {
        if (declaration.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: var version } && (int)version < PartialProperties)
            findings.Add(Descriptors.OldLanguage, property.NameLocation(), property.Name, version.ToDisplayString());
    }

    // The body may stand in another part of the class.
    private static void CheckBody(IPropertySymbol property, Findings findings)
    {
        foreach (SyntaxReference part in property.ContainingType.DeclaringSyntaxReferences)
        {
            if (part.IsGenerated())
                continue;
            foreach (MemberDeclarationSyntax member in ((TypeDeclarationSyntax)part.GetSyntax()).Members)
            {
                if (member is PropertyDeclarationSyntax other && other.Identifier.ValueText == property.Name && HasBody(other))
                    findings.Add(Descriptors.HasBody, property.NameLocation(), property.Name);
            }
        }
    }

    private static bool HasBody(PropertyDeclarationSyntax property) => property.ExpressionBody is not null
        || property.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true;

    // The typed GetImageSet lies in a class beside the image type.
    private static void CheckSetsType(IPropertySymbol property, INamedTypeSymbol image, Findings findings)
    {
        string name = SubsetEmitter.TypeName(TypeParser.Parse(image, Descriptors.NotPartial, new Findings()));
        if (image.ContainingNamespace.GetTypeMembers(name, 0).Any(type => type.DeclaringSyntaxReferences.Length > 0 && !type.IsGenerated()))
            findings.Add(Descriptors.NameTaken, property.NameLocation(), property.Name, name);
    }

    private static void CheckNames(IPropertySymbol property, Findings findings)
    {
        string field = AttachmentEmitter.FieldFor(property);
        if (property.ContainingType.GetMembers(field).Any(member => !member.IsImplicitlyDeclared && member.DeclaringSyntaxReferences.Length > 0 && !member.IsGenerated())
            || (char.IsLower(property.Name[0]) && property.ContainingType.GetMembers(Capitalized(property.Name)).Any(IsAttachment)))
            findings.Add(Descriptors.NameTaken, property.NameLocation(), property.Name, field);
    }

    // Picture and picture have one field.
    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static bool IsAttachment(ISymbol member) => member.FindAttribute(SymbolExtensions.ImageAttachment) is not null;
}
