using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads a property with [ImageAttachment].</summary>
internal static class AttachmentParser
{
    public const string MultipleImageSet = "ImageAttach.MultipleImageSet`1";

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

        AttachmentCheck.Run(property, declaration, isMultiple ? image : null, diagnostics);
        ImageTypeModel imageModel = ImageModel(image, owner);
        if (imageModel.IsForeign && !image.AllInterfaces.Any(IsImageEntity))
        {
            diagnostics.Add(Descriptors.ForeignImage, property.NameLocation(), property.Name, image.Name);
            return null;
        }

        return KeyMatcher.Match(property, image, isMultiple, diagnostics) is { } keys
            ? Create(property, shape, declaration, image, imageModel, keys, isMultiple, diagnostics)
            : null;
    }

    private static AttachmentModel? Create(
        IPropertySymbol property, TypeModel shape, PropertyDeclarationSyntax declaration, INamedTypeSymbol image, ImageTypeModel imageModel, KeyMatch keys, bool isMultiple, DiagnosticBag diagnostics)
    {
        INamedTypeSymbol owner = property.ContainingType;
        bool hasSubset = isMultiple && imageModel.IsForeign && SubsetFinder.Find(property, image, imageModel.Type, keys, diagnostics);
        return !diagnostics.HasNoErrors
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

    private static bool IsImageEntity(INamedTypeSymbol type) => type.OriginalDefinition.IsNamed("ImageAttach.IImageEntity`1");

    private static bool IsAttachment(ISymbol member) => member.FindAttribute(SymbolExtensions.ImageAttachment) is not null;
}
