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
    public const string MultipleImageSet = "ImageAttach.MultipleImageSet`1";

    // The value of LanguageVersion.CSharp13, which Roslyn 4.8 has no name for: partial properties begin there.
    private const int PartialProperties = 1300;

    /// <returns>The model; null when something is wrong.</returns>
    public static AttachmentModel? Parse(IPropertySymbol property, DiagnosticBag diagnostics)
    {
        INamedTypeSymbol owner = property.ContainingType;
        TypeModel shape = TypeParser.Parse(owner, Descriptors.OwnerNotPartial, diagnostics);
        if (owner.TypeKind != TypeKind.Class || owner.IsStatic || owner.WithContainers().Any(type => type.IsFileLocal))
            diagnostics.Add(Descriptors.OwnerNotAClass, owner.NameLocation(), owner.Name);
        if (ImageTypeOf(property, out bool isMultiple) is not { } image || PartialDeclaration(property) is not { } declaration)
        {
            diagnostics.Add(Descriptors.NotAnImageSet, property.NameLocation(), property.Name);
            return null;
        }

        CheckLanguage(declaration, property, diagnostics);
        CheckBody(property, diagnostics);
        CheckNames(property, diagnostics);
        if (isMultiple)
            CheckSetsType(property, image, diagnostics);
        CheckForbidden(property, diagnostics);
        ImageTypeModel imageModel = ImageModel(image, owner);
        if (imageModel.IsForeign && !image.AllInterfaces.Any(IsImageEntity))
        {
            diagnostics.Add(Descriptors.ForeignImage, property.NameLocation(), property.Name, image.Name);
            return null;
        }

        KeyMatch? keys = KeyMatcher.Match(property, image, isMultiple, diagnostics);
        bool hasSubset = keys is not null && isMultiple && imageModel.IsForeign && SubsetFinder.Find(property, image, imageModel.Type, keys, diagnostics);
        return keys is null || !diagnostics.HasNoErrors
            ? null
            : new(
                shape,
                Names.Escape(property.Name),
                string.Join(" ", declaration.Modifiers.Select(modifier => modifier.Text)),
                imageModel,
                new([.. keys.Pairs]),
                isMultiple ? new([.. keys.Discriminators.Select(key => KeyMatcher.Column(key, image))]) : null,
                hasSubset,
                declaration.HasDocumentation(),
                property.FindAttribute(SymbolExtensions.ImageAttachment).NamedFlag("AllowDefaultKey"),
                new([.. Inherited(owner).Select(other => Names.Escape(other.Name))]),
                new([.. HidingBases(owner).Select(type => type.FullName())]),
                !owner.IsSealed && !IsOpen(property));
    }

    private static IEnumerable<IPropertySymbol> Inherited(INamedTypeSymbol owner) => owner.Properties().Where(property =>
        !SymbolEqualityComparer.Default.Equals(property.ContainingType, owner) && IsOpen(property) && IsAttachment(property));

    // Assemblies that an earlier version completed don't give their hidden image sets.
    private static IEnumerable<INamedTypeSymbol> HidingBases(INamedTypeSymbol owner) => owner.WithUserBaseTypes().Where(type =>
        !SymbolEqualityComparer.Default.Equals(type, owner)
        && type.GetMembers().OfType<IPropertySymbol>().Any(property => !IsOpen(property) && IsAttachment(property))
        && (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, owner.ContainingAssembly) || type.Interfaces.Any(IsHidingOwner)));

    private static bool IsHidingOwner(INamedTypeSymbol type) => type.OriginalDefinition.IsNamed("ImageAttach.IImageOwner`1");

    /// <summary>Whether every derived class can name the property, also one in another assembly.</summary>
    private static bool IsOpen(IPropertySymbol property) =>
        property.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    /// <summary>The image type of the sets that a property holds; null when it holds none.</summary>
    public static INamedTypeSymbol? ImageTypeOf(IPropertySymbol property, out bool isMultiple)
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

    private static ImageTypeModel ImageModel(INamedTypeSymbol image, INamedTypeSymbol owner) => new(
        TypeParser.Parse(image, Descriptors.NotPartial, new DiagnosticBag()),
        image.IsPublic(),
        !SymbolEqualityComparer.Default.Equals(image.ContainingAssembly, owner.ContainingAssembly),
        new([.. image.RequiredMembers().Select(member => Names.Escape(member.Name))]));

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
            || (char.IsLower(property.Name[0]) && property.ContainingType.GetMembers(Capitalized(property.Name)).Any(IsAttachment)))
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

    private static bool IsImageEntity(INamedTypeSymbol type) => type.OriginalDefinition.IsNamed("ImageAttach.IImageEntity`1");

    // Picture and picture have one field.
    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static bool IsAttachment(ISymbol member) => member.FindAttribute(SymbolExtensions.ImageAttachment) is not null;
}
