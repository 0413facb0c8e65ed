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
        INamedTypeSymbol owner = attachment.ContainingType;
        IPropertySymbol[] ownerKeys = OwnerKeys(owner);
        List<IPropertySymbol> remaining = [.. image.Properties().Where(MappingAttributes.IsKey)];
        string[]? foreignKeys = attachment.FindAttribute(SymbolExtensions.ImageAttachment).NamedText("ForeignKey")
            ?.Split(',').Select(name => name.Trim()).ToArray();

        string? fault = ownerKeys.Length == 0 ? $"mark the key property of '{owner.Name}' with [Key]"
            : foreignKeys is not null && foreignKeys.Length != ownerKeys.Length ? $"name {ownerKeys.Length} properties of '{image.Name}' as ForeignKey, with commas between"
            : ownerKeys.FirstOrDefault(key => !IsReadable(key, owner)) is { } unreadable ? $"give '{owner.Name}.{unreadable.Name}' a getter that '{owner.Name}' can call on its objects"
            : !IsVisible(image.Constructor(), owner) ? $"give '{image.Name}' a public constructor without parameters"
            : remaining.Find(key => ColumnParser.Setter(key) is { } setter && !IsVisible(setter, owner)) is { } fixedKey ? $"make the setter of '{image.Name}.{fixedKey.Name}' public"
            : ownerKeys.FirstOrDefault(key => key.Type.NullableAnnotation == NullableAnnotation.Annotated) is { } nullable ? $"declare '{owner.Name}.{nullable.Name}' so that it can't be null"
            : null;
        List<KeyPair> pairs = [];
        for (int i = 0; i < ownerKeys.Length && fault is null; i++)
            fault = MatchOne(ownerKeys[i], foreignKeys?[i]);
        fault ??= CheckRest();
        if (fault is null)
            return new(pairs, remaining);
        diagnostics.Add(
            isMultiple && remaining.Count == 0 && pairs.Count == ownerKeys.Length ? Descriptors.NoDiscriminator : Descriptors.KeysDontMatch,
            attachment.NameLocation(),
            attachment.Name,
            fault);
        return null;

        string? MatchOne(IPropertySymbol ownerKey, string? foreignKey)
        {
            string[] names = foreignKey is not null ? [foreignKey] : Candidates(owner, ownerKey.Name);
            IPropertySymbol? imageKey = names.Select(name => remaining.Find(candidate => candidate.Name == name)).FirstOrDefault(candidate => candidate is not null);
            if (imageKey is null)
                return $"give '{image.Name}' a [Key] property '{names[0]}', or name the one that holds '{owner.Name}.{ownerKey.Name}' as ForeignKey";
            if (!SymbolEqualityComparer.Default.Equals(imageKey.Type, ownerKey.Type))
                return $"give '{image.Name}.{imageKey.Name}' the type of '{owner.Name}.{ownerKey.Name}', which is '{ownerKey.Type.ToDisplayString()}'";
            if (imageKey.Name == ownerKey.Name && Overlooked(names, imageKey) is { } better)
                return $"mark '{image.Name}.{better.Name}', which is named after '{owner.Name}.{ownerKey.Name}', with [Key] instead of '{imageKey.Name}', or name the one that holds it as ForeignKey";
            remaining.Remove(imageKey);
            pairs.Add(new(Column(imageKey, image), Names.Escape(ownerKey.Name)));
            return null;
        }

        // A row number called Id, beside the UserId that holds the owner's.
        IPropertySymbol? Overlooked(string[] names, IPropertySymbol imageKey) => image.Properties().FirstOrDefault(property =>
            !property.IsKey() && names.TakeWhile(name => name != imageKey.Name).Contains(property.Name)
            && SymbolEqualityComparer.Default.Equals(property.Type, imageKey.Type));

        string? CheckRest() => (isMultiple, remaining.Count) switch
        {
            (true, 0) => $"mark one more property of '{image.Name}' with [Key], or declare an ImageSet",
            (false, > 0) => $"'{image.Name}.{remaining[0].Name}' is left over; declare a MultipleImageSet, or make it no [Key]",
            _ => null,
        };
    }

    // UserId for User.Id; for an Admin that derives from User as well. DocumentId for Document.DocumentId.
    private static string[] Candidates(INamedTypeSymbol owner, string key) =>
        [.. owner.WithUserBaseTypes().Reverse().Select(type => type.Name + key), key];

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

    private static bool IsReadable(IPropertySymbol property, INamedTypeSymbol owner) =>
        property is { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true }
        && ColumnParser.Getter(property) is { } getter
        && (SymbolEqualityComparer.Default.Equals(property.ContainingType, owner) || IsInherited(getter, owner));

    private static bool IsInherited(IMethodSymbol getter, INamedTypeSymbol owner) => getter.DeclaredAccessibility switch
    {
        Accessibility.Private => false,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => getter.SharesInternals(owner.ContainingAssembly),
        _ => true,
    };

    // What is wrong in an image type of the same assembly is reported there.
    private static bool IsVisible(IMethodSymbol? member, INamedTypeSymbol owner) => member is null
        || SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, owner.ContainingAssembly)
        || member.IsVisible(owner.ContainingAssembly);

    /// <summary>The column of a key. A key that is no column is reported where the image type is declared.</summary>
    public static ColumnModel Column(IPropertySymbol key, INamedTypeSymbol image) => ColumnParser.Parse(key, image.ContainingAssembly, new DiagnosticBag())
        ?? new(Names.Escape(key.Name), Names.ToSnakeCase(key.Name), ColumnKind.String, null, new(null, null, null), false, true, true);
}
