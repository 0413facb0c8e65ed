using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads a property with [ImageAttachment].</summary>
internal static class AttachmentParser
{
    private const string ImageSet = "ImageAttach.ImageSet<TImage>";

    /// <returns>The model; null when something is wrong.</returns>
    public static AttachmentModel? Parse(IPropertySymbol property, Findings findings)
    {
        INamedTypeSymbol owner = property.ContainingType;
        TypeModel shape = TypeParser.Parse(owner, Descriptors.OwnerNotPartial, findings);
        if (ImageTypeOf(property) is not { } image || PartialDeclaration(property) is not { } declaration || owner.TypeKind != TypeKind.Class)
        {
            findings.Add(Descriptors.NotAnImageSet, property.NameLocation(), property.Name);
            return null;
        }

        KeyPair? key = MatchKeys(property, owner, image, findings);
        return key is not null && findings.AreNone
            ? new(shape, Names.Escape(property.Name), declaration.Modifiers.ToString(), image.FullName(), new([key]))
            : null;
    }

    private static INamedTypeSymbol? ImageTypeOf(IPropertySymbol property) =>
        property.Type is INamedTypeSymbol { TypeArguments.Length: 1 } set
        && set.TypeArguments[0] is INamedTypeSymbol image
        && set.OriginalDefinition.ToDisplayString() == ImageSet
        && image.FindAttribute(SymbolExtensions.ImageEntity) is not null
            ? image
            : null;

    // Roslyn 4.8 knows nothing of partial properties, but reads their modifier.
    private static PropertyDeclarationSyntax? PartialDeclaration(IPropertySymbol property) => property.SetMethod is not null
        ? null
        : property.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax())
            .OfType<PropertyDeclarationSyntax>()
            .FirstOrDefault(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static KeyPair? MatchKeys(IPropertySymbol property, INamedTypeSymbol owner, INamedTypeSymbol image, Findings findings)
    {
        if (OwnerKey(owner) is not { } ownerKey)
        {
            findings.Add(Descriptors.KeysDontMatch, property.NameLocation(), property.Name, $"mark the key property of '{owner.Name}' with [Key]");
            return null;
        }

        string? foreignKey = property.FindAttribute(SymbolExtensions.ImageAttachment).NamedText("ForeignKey");
        string[] names = foreignKey is not null ? [foreignKey] : [owner.Name + ownerKey.Name, ownerKey.Name];
        IPropertySymbol? imageKey = names
            .Select(name => image.Properties().FirstOrDefault(each => each.Name == name && each.IsKey()))
            .FirstOrDefault(each => each is not null);
        if (imageKey is null)
        {
            findings.Add(
                Descriptors.KeysDontMatch,
                property.NameLocation(),
                property.Name,
                $"give '{image.Name}' a [Key] property '{names[0]}', or name the one that holds '{owner.Name}.{ownerKey.Name}' as ForeignKey");
            return null;
        }

        if (!SymbolEqualityComparer.Default.Equals(imageKey.Type, ownerKey.Type))
        {
            findings.Add(
                Descriptors.KeysDontMatch,
                property.NameLocation(),
                property.Name,
                $"give '{image.Name}.{imageKey.Name}' the type of '{owner.Name}.{ownerKey.Name}', which is '{ownerKey.Type.ToDisplayString()}'");
            return null;
        }

        return new(Names.Escape(imageKey.Name), Names.Escape(ownerKey.Name));
    }

    // [Key], else Id, else UserId, as elsewhere in .NET.
    private static IPropertySymbol? OwnerKey(INamedTypeSymbol owner)
    {
        List<IPropertySymbol> properties = [.. owner.Properties()];
        List<IPropertySymbol> marked = properties.FindAll(SymbolExtensions.IsKey);
        return marked.Count switch
        {
            0 => properties.Find(each => each.Name == "Id") ?? properties.Find(each => each.Name == owner.Name + "Id"),
            1 => marked[0],
            _ => null,
        };
    }
}
