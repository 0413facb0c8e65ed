using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Pairs the properties of an owner's key with those of an image's.</summary>
internal sealed class KeyMatchBuilder(IPropertySymbol attachment, INamedTypeSymbol image, bool isMultiple)
{
    private readonly INamedTypeSymbol _owner = attachment.ContainingType;
    private readonly IPropertySymbol[] _ownerKeys = KeyMatcher.OwnerKeys(attachment.ContainingType);
    private readonly List<IPropertySymbol> _remaining = [.. image.Properties().Where(MappingAttributes.IsKey)];
    private readonly List<KeyPair> _pairs = [];

    /// <summary>Whether all of the image's key is the owner's, although the owner has many sets.</summary>
    public bool LacksDiscriminator => isMultiple && _remaining.Count == 0 && _pairs.Count == _ownerKeys.Length;

    public KeyMatch ToMatch() => new(_pairs, _remaining);

    /// <summary>Pairs the keys. Returns what to change when they don't match, as part of a sentence.</summary>
    public string? FindFault()
    {
        string[]? foreignKeys = attachment.FindAttribute(SymbolExtensions.ImageAttachment).NamedText("ForeignKey")
            ?.Split(',').Select(name => name.Trim()).ToArray();
        string? fault = CheckKeys(foreignKeys);
        for (int i = 0; i < _ownerKeys.Length && fault is null; i++)
            fault = MatchOne(_ownerKeys[i], foreignKeys?[i]);
        return fault ?? CheckRest();
    }

    private string? CheckKeys(string[]? foreignKeys) =>
        _ownerKeys.Length == 0 ? $"mark the key property of '{_owner.Name}' with [Key]"
        : foreignKeys is not null && foreignKeys.Length != _ownerKeys.Length ? $"name {_ownerKeys.Length} properties of '{image.Name}' as ForeignKey, with commas between"
        : _ownerKeys.FirstOrDefault(key => !KeyMatcher.IsReadable(key, _owner)) is { } unreadable ? $"give '{_owner.Name}.{unreadable.Name}' a getter that '{_owner.Name}' can call on its objects"
        : !IsVisible(image.Constructor(), _owner) ? $"give '{image.Name}' a public constructor without parameters"
        : _remaining.Find(key => ColumnParser.Setter(key) is { } setter && !IsVisible(setter, _owner)) is { } fixedKey ? $"make the setter of '{image.Name}.{fixedKey.Name}' public"
        : _ownerKeys.FirstOrDefault(key => key.Type.NullableAnnotation == NullableAnnotation.Annotated) is { } nullable ? $"declare '{_owner.Name}.{nullable.Name}' so that it can't be null"
        : null;

    private string? MatchOne(IPropertySymbol ownerKey, string? foreignKey)
    {
        string[] names = foreignKey is not null ? [foreignKey] : Candidates(_owner, ownerKey.Name);
        IPropertySymbol? imageKey = names.Select(name => _remaining.Find(candidate => candidate.Name == name)).FirstOrDefault(candidate => candidate is not null);
        if (imageKey is null)
            return $"give '{image.Name}' a [Key] property '{names[0]}', or name the one that holds '{_owner.Name}.{ownerKey.Name}' as ForeignKey";
        if (!SymbolEqualityComparer.Default.Equals(imageKey.Type, ownerKey.Type))
            return $"give '{image.Name}.{imageKey.Name}' the type of '{_owner.Name}.{ownerKey.Name}', which is '{ownerKey.Type.ToDisplayString()}'";
        if (imageKey.Name == ownerKey.Name && FindOverlooked(names, imageKey) is { } better)
            return $"mark '{image.Name}.{better.Name}', which is named after '{_owner.Name}.{ownerKey.Name}', with [Key] instead of '{imageKey.Name}', or name the one that holds it as ForeignKey";
        _remaining.Remove(imageKey);
        _pairs.Add(new(KeyMatcher.Column(imageKey, image), Names.Escape(ownerKey.Name)));
        return null;
    }

    // A row number called Id, beside the UserId that holds the owner's.
    private IPropertySymbol? FindOverlooked(string[] names, IPropertySymbol imageKey) => image.Properties().FirstOrDefault(property =>
        !property.IsKey() && names.TakeWhile(name => name != imageKey.Name).Contains(property.Name)
        && SymbolEqualityComparer.Default.Equals(property.Type, imageKey.Type));

    private string? CheckRest() => (isMultiple, _remaining.Count) switch
    {
        (true, 0) => $"mark one more property of '{image.Name}' with [Key], or declare an ImageSet",
        (false, > 0) => $"'{image.Name}.{_remaining[0].Name}' is left over; declare a MultipleImageSet, or make it no [Key]",
        _ => null,
    };

    // UserId for User.Id; for an Admin that derives from User as well. DocumentId for Document.DocumentId.
    private static string[] Candidates(INamedTypeSymbol owner, string key) =>
        [.. owner.WithUserBaseTypes().Reverse().Select(type => type.Name + key), key];

    // What is wrong in an image type of the same assembly is reported there.
    private static bool IsVisible(IMethodSymbol? member, INamedTypeSymbol owner) => member is null
        || SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, owner.ContainingAssembly)
        || member.IsVisible(owner.ContainingAssembly);
}
