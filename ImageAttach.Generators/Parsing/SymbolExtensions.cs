using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Generators.Parsing;

/// <summary>Questions that the parsers ask of symbols.</summary>
internal static class SymbolExtensions
{
    public const string ImageEntity = "ImageAttach.ImageEntityAttribute";
    public const string ImageTransaction = "ImageAttach.ImageTransaction";
    public const string ImageAttachment = "ImageAttach.ImageAttachmentAttribute";

    public const string Placeholder = "ImageAttach.PlaceholderAttribute";
    public const string Thumbnail = "ImageAttach.ThumbnailAttribute";
    public const string ImageSet = "ImageAttach.ImageSet`1";
    public const string Image = "ImageAttach.Image";


    public static AttributeData? FindAttribute(this ISymbol symbol, string fullName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.IsNamed(fullName) == true)
                return attribute;
        }

        return null;
    }

    public static string? NamedText(this AttributeData? attribute, string argument) =>
        attribute?.NamedArguments.FirstOrDefault(pair => pair.Key == argument).Value.Value as string;

    /// <summary>The attribute of the property, or of one that it overrides.</summary>
    public static AttributeData? FindInheritedAttribute(this IPropertySymbol property, string fullName) =>
        property.FindAttribute(fullName) ?? property.OverriddenProperty?.FindInheritedAttribute(fullName);

    public static bool NamedFlag(this AttributeData? attribute, string argument) =>
        attribute?.NamedArguments.FirstOrDefault(pair => pair.Key == argument).Value.Value is true;

    public static bool DerivesFromImage(this INamedTypeSymbol type) => type.BaseTypes().Any(IsImage);

    /// <summary>The type and its base classes that the user wrote, the topmost first; not Image and what is above it.</summary>
    public static IReadOnlyList<INamedTypeSymbol> WithUserBaseTypes(this INamedTypeSymbol type)
    {
        List<INamedTypeSymbol> types = [];
        for (INamedTypeSymbol? current = type; current is not null && !IsImage(current) && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
            types.Insert(0, current);
        return types;
    }

    /// <summary>The properties of the type and its base classes. One that overrides or hides another stands in its place.</summary>
    public static IReadOnlyList<IPropertySymbol> Properties(this INamedTypeSymbol type)
    {
        List<IPropertySymbol> properties = [];
        foreach (INamedTypeSymbol declaring in type.WithUserBaseTypes())
        {
            int inherited = properties.Count;
            foreach (IPropertySymbol property in declaring.GetMembers().OfType<IPropertySymbol>())
            {
                int hidden = inherited == 0 ? -1 : properties.FindIndex(0, inherited, other => other.Name == property.Name);
                if (hidden < 0)
                    properties.Add(property);
                else
                    properties[hidden] = property;
            }
        }

        return properties;
    }

    /// <summary>The type and the types that it lies in.</summary>
    public static IEnumerable<INamedTypeSymbol> WithContainers(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            yield return current;
    }

    /// <summary>Whether code anywhere in the assembly can name it.</summary>
    public static bool IsVisible(this ISymbol symbol, IAssemblySymbol from) => symbol.DeclaredAccessibility == Accessibility.Public
        || (symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal && symbol.SharesInternals(from));

    /// <summary>Whether the internal members beside it are those of the assembly, or of one that calls the assembly its friend.</summary>
    public static bool SharesInternals(this ISymbol symbol, IAssemblySymbol from) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, from) || symbol.ContainingAssembly.GivesAccessTo(from);

    /// <summary>Whether it and the types around it are public.</summary>
    public static bool IsPublic(this ITypeSymbol type) => type is IArrayTypeSymbol array
        ? array.ElementType.IsPublic()
        : type is not INamedTypeSymbol named || named.WithContainers().All(container => container.DeclaredAccessibility == Accessibility.Public);

    /// <summary>Whether it is obsolete in such a way that no code may use it.</summary>
    public static bool IsForbidden(this ISymbol symbol) =>
        symbol.FindAttribute("System.ObsoleteAttribute")?.ConstructorArguments is { Length: 2 } arguments && arguments[1].Value is true;

    /// <summary>The language that the type is written in.</summary>
    public static LanguageVersion LanguageOf(this INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options is CSharpParseOptions options ? options.LanguageVersion : LanguageVersion.Latest;

    /// <summary>The constructor without parameters; null when there is none.</summary>
    public static IMethodSymbol? Constructor(this INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(constructor => constructor.Parameters.Length == 0);

    /// <summary>Whether the constructor says that it sets the required members, so that no <c>new</c> must.</summary>
    public static bool SetsRequiredMembers(this INamedTypeSymbol type) =>
        type.Constructor()?.FindAttribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null;

    /// <summary>The members that every <c>new</c> must set.</summary>
    public static IEnumerable<ISymbol> RequiredMembers(this INamedTypeSymbol type) => type.SetsRequiredMembers() ? [] : type.WithUserBaseTypes()
        .SelectMany(declaring => declaring.GetMembers())
        .Where(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true });

    /// <summary>Whether the user documents it. Where documentation isn't read, its comments are like all others.</summary>
    public static bool HasDocumentation(this SyntaxNode declaration) => declaration.GetLeadingTrivia().Any(trivia =>
        trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia));

    /// <summary>Where the name stands, for the squiggle.</summary>
    public static Location? NameLocation(this ISymbol symbol) => symbol.Locations.FirstOrDefault();

    /// <summary>Whether a part of it lies in the generated file of this name.</summary>
    public static bool HasFile(this INamedTypeSymbol type, string hintName) =>
        type.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree.FilePath.EndsWith(hintName, StringComparison.Ordinal));

    /// <summary>Whether we wrote it: the analyzer sees our own part of a type as well.</summary>
    public static bool IsGenerated(this ISymbol member) =>
        member.DeclaringSyntaxReferences.Length > 0 && member.DeclaringSyntaxReferences.All(IsGenerated);

    public static bool IsGenerated(this SyntaxReference reference) =>
        reference.SyntaxTree.FilePath.EndsWith(".ImageAttach.g.cs", StringComparison.Ordinal);

    private static bool IsImage(INamedTypeSymbol type) => type.IsNamed(Image);

    private static IEnumerable<INamedTypeSymbol> BaseTypes(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
            yield return current;
    }
}
