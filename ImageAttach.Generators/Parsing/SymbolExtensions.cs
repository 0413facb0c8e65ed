using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Questions that the parsers ask of symbols.</summary>
internal static class SymbolExtensions
{
    public const string ImageEntity = "ImageAttach.ImageEntityAttribute";
    public const string ImageTransaction = "ImageAttach.ImageTransaction";
    public const string ImageAttachment = "ImageAttach.ImageAttachmentAttribute";

    private const string Image = "ImageAttach.Image";
    private const string Key = "System.ComponentModel.DataAnnotations.KeyAttribute";

    public static AttributeData? FindAttribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.IsNamed(fullName) == true);

    public static string? NamedText(this AttributeData? attribute, string argument) =>
        attribute?.NamedArguments.FirstOrDefault(pair => pair.Key == argument).Value.Value as string;

    public static bool IsKey(this IPropertySymbol property) => property.FindAttribute(Key) is not null;

    public static bool DerivesFromImage(this INamedTypeSymbol type) => type.BaseTypes().Any(IsImage);

    /// <summary>The type and its base classes that the user wrote, the topmost first; not Image and what is above it.</summary>
    public static IEnumerable<INamedTypeSymbol> WithUserBaseTypes(this INamedTypeSymbol type) =>
        new[] { type }.Concat(type.BaseTypes()).TakeWhile(each => !IsImage(each) && each.SpecialType != SpecialType.System_Object).Reverse();

    public static IEnumerable<IPropertySymbol> Properties(this INamedTypeSymbol type) =>
        type.WithUserBaseTypes().SelectMany(each => each.GetMembers().OfType<IPropertySymbol>());

    public static string FullName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>The type and the types that it lies in.</summary>
    public static IEnumerable<INamedTypeSymbol> WithContainers(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
            yield return each;
    }

    /// <summary>Whether code elsewhere in the assembly can name it.</summary>
    public static bool IsVisible(this ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>The names of the members that every <c>new</c> must set.</summary>
    public static IEnumerable<string> RequiredMembers(this INamedTypeSymbol type) => type.WithUserBaseTypes()
        .SelectMany(each => each.GetMembers())
        .Where(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
        .Select(member => Names.Escape(member.Name));

    /// <summary>Where the name stands, for the squiggle.</summary>
    public static Location? NameLocation(this ISymbol symbol) => symbol.Locations.FirstOrDefault();

    private static bool IsImage(INamedTypeSymbol type) => type.IsNamed(Image);

    // Asked of every attribute and base type after each keystroke: only the right ones get as far as the full name.
    private static bool IsNamed(this INamedTypeSymbol type, string fullName) =>
        fullName.EndsWith(type.Name, StringComparison.Ordinal) && type.ToDisplayString() == fullName;

    private static IEnumerable<INamedTypeSymbol> BaseTypes(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type.BaseType; each is not null; each = each.BaseType)
            yield return each;
    }
}
