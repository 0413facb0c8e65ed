using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>How an owner's key and an image's key fit together.</summary>
/// <param name="Pairs">Which column of the image holds which property of the owner.</param>
/// <param name="Discriminators">What is left of the image's key.</param>
internal sealed record KeyMatch(List<KeyPair> Pairs, List<IPropertySymbol> Discriminators);

/// <summary>Finds which properties of an image hold the owner's key: by <c>ForeignKey</c>, else by name and type.</summary>
internal static class KeyMatcher
{
    /// <returns>The match; null when there is none, and the diagnostics say why.</returns>
    public static KeyMatch? Match(IPropertySymbol attachment, INamedTypeSymbol image, bool isMultiple, DiagnosticBag diagnostics)
    {
        KeyMatchBuilder builder = new(attachment, image, isMultiple);
        if (builder.FindFault() is not { } fault)
            return builder.ToMatch();
        diagnostics.Add(builder.LacksDiscriminator ? Descriptors.NoDiscriminator : Descriptors.KeysDontMatch, attachment.NameLocation(), attachment.Name, fault);
        return null;
    }

    // [Key], else Id, else UserId, as elsewhere in .NET.
    public static IPropertySymbol[] OwnerKeys(INamedTypeSymbol owner)
    {
        IReadOnlyList<IPropertySymbol> properties = owner.Properties();
        IPropertySymbol[] marked = [.. properties.Where(MappingAttributes.IsKey)];
        if (marked.Length > 0)
            return marked;
        IPropertySymbol? conventional = Named("Id")
            ?? owner.WithUserBaseTypes().Reverse().Select(type => Named(type.Name + "Id")).FirstOrDefault(candidate => candidate is not null);
        return conventional is null ? [] : [conventional];

        IPropertySymbol? Named(string name) => properties.FirstOrDefault(property => property.Name == name && IsReadable(property, owner));
    }

    internal static bool IsReadable(IPropertySymbol property, INamedTypeSymbol owner) =>
        property is { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true }
        && ColumnParser.Getter(property) is { } getter
        && (SymbolEqualityComparer.Default.Equals(property.ContainingType, owner) || IsInherited(getter, owner));

    private static bool IsInherited(IMethodSymbol getter, INamedTypeSymbol owner) => getter.DeclaredAccessibility switch
    {
        Accessibility.Private => false,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => getter.SharesInternals(owner.ContainingAssembly),
        _ => true,
    };

    /// <summary>The column of a key. A key that is no column is reported where the image type is declared.</summary>
    public static ColumnModel Column(IPropertySymbol key, INamedTypeSymbol image) => ColumnParser.Parse(key, image.ContainingAssembly, new DiagnosticBag())
        ?? new(Names.Escape(key.Name), Names.ToSnakeCase(key.Name), ColumnKind.String, null, new(null, null, null), false, true, true);
}
