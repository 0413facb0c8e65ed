using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>What a column holds, and how values become that.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Conversion">How values become that; null where they are that.</param>
internal sealed record StoredKind(ColumnKind Kind, ConversionModel? Conversion = null)
{
    /// <summary>The length that its texts have, where all have one.</summary>
    public int? Length { get; init; }
}

/// <summary>Finds how the values of a type are stored: as they are, by a converter that the user names, or by convention.</summary>
internal static class ConversionParser
{
    private const string ColumnConverter = "ImageAttach.ColumnConverterAttribute";
    private const string Converter = "ImageAttach.IColumnConverter`2";
    private const int UlidLength = 26;

    /// <returns>What is stored; null when no column can hold it.</returns>
    public static StoredKind? Parse(IPropertySymbol property, ITypeSymbol type, IAssemblySymbol from, DiagnosticBag diagnostics)
    {
        AttributeData? attribute = property.FindInheritedAttribute(ColumnConverter) ?? type.FindAttribute(ColumnConverter);
        if (attribute is not null)
            return ParseConverter(property, type, attribute, from, diagnostics);
        StoredKind? stored = ByConvention(type, from);
        if (stored is null)
            diagnostics.Add(Descriptors.UnsupportedColumnType, property.NameLocation(), property.Name, type.ToDisplayString());
        return stored;
    }

    /// <summary>Whether a value of the type is an integer, or a type with an integer as its only value.</summary>
    public static bool IsInteger(ITypeSymbol type, IAssemblySymbol from) => NumberingKind(type, from)?.IsInteger() == true;

    /// <summary>The same for a Guid.</summary>
    public static bool IsGuid(ITypeSymbol type, IAssemblySymbol from) => NumberingKind(type, from) == ColumnKind.Guid;

    // Enums are chosen by the program, and what a converter makes of a value isn't known.
    private static ColumnKind? NumberingKind(ITypeSymbol type, IAssemblySymbol from) =>
        type.TypeKind != TypeKind.Enum && type.FindAttribute(ColumnConverter) is null ? ByConvention(type, from)?.Kind : null;

    private static StoredKind? ByConvention(ITypeSymbol type, IAssemblySymbol from)
    {
        if (ColumnParser.KindOf(type) is { } kind)
            return new(kind);
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Enum or TypeKind.Struct or TypeKind.Class } named)
            return null;
        if (named.EnumUnderlyingType is { } number)
            return ColumnParser.KindOf(number) is { } numbers ? new(numbers, ConversionModel.ForEnum(named.FullName(), numbers)) : null;
        return IsUlid(named) ? new(ColumnKind.String, ConversionModel.ForUlid(named.FullName())) { Length = UlidLength } : ParseWrapper(named, from);
    }

    // By its shape, since more than one package has it.
    private static bool IsUlid(INamedTypeSymbol type) => type is { Name: "Ulid", IsValueType: true }
        && type.GetMembers("ToGuid").OfType<IMethodSymbol>().Any(method => method is { IsStatic: false, Parameters.Length: 0 } && ColumnParser.KindOf(method.ReturnType) == ColumnKind.Guid)
        && type.GetMembers("Parse").OfType<IMethodSymbol>().Any(method => method is { IsStatic: true, Parameters.Length: 1 } && method.Parameters[0].Type.SpecialType == SpecialType.System_String);

    // One value, and a constructor that takes it.
    private static StoredKind? ParseWrapper(INamedTypeSymbol type, IAssemblySymbol from)
    {
        if (type.IsAbstract || (IsOfSystem(type) && !type.IsNamed("System.TimeSpan")) || type.RequiredMembers().Any())
            return null;
        (ColumnKind Kind, string Property)[] values = [.. type.InstanceConstructors
            .Where(constructor => constructor.Parameters.Length == 1 && constructor.IsVisible(from) && !constructor.IsForbidden())
            .Select(constructor => constructor.Parameters[0].Type)
            .Select(parameter => (Kind: ColumnParser.KindOf(parameter), Properties: PropertiesOf(type, parameter, from)))
            .Where(value => value is { Kind: not null, Properties.Length: 1 })
            .Select(value => (value.Kind!.Value, Names.Escape(value.Properties[0].Name)))];
        return values.Length == 1 ? new(values[0].Kind, ConversionModel.ForWrapper(type.FullName(), values[0].Property, !type.IsValueType, !IsOfSystem(type))) : null;
    }

    private static IPropertySymbol[] PropertiesOf(INamedTypeSymbol type, ITypeSymbol value, IAssemblySymbol from) =>
        [.. type.GetMembers().OfType<IPropertySymbol>().Where(property => property is { IsStatic: false, IsIndexer: false, GetMethod: not null }
            && property.GetMethod.IsVisible(from) && SymbolEqualityComparer.Default.Equals(property.Type, value))];

    private static bool IsOfSystem(INamedTypeSymbol type)
    {
        INamespaceSymbol space = type.ContainingNamespace;
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
            space = outer;
        return space.Name is "System" or "Microsoft";
    }

    private static StoredKind? ParseConverter(IPropertySymbol property, ITypeSymbol type, AttributeData attribute, IAssemblySymbol from, DiagnosticBag diagnostics)
    {
        INamedTypeSymbol? converter = attribute.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol;
        INamedTypeSymbol? shape = converter?.AllInterfaces.FirstOrDefault(contract =>
            contract.OriginalDefinition.IsNamed(Converter) && SymbolEqualityComparer.Default.Equals(contract.TypeArguments[0], type));
        ColumnKind? kind = shape is null ? null : ColumnParser.KindOf(shape.TypeArguments[1]);
        string? fault = shape is null ? $"implement IColumnConverter<{type.ToDisplayString()}, …> in it"
            : kind is null ? $"a column can't hold its '{shape.TypeArguments[1].ToDisplayString()}'"
            : converter!.IsUnboundGenericType || !converter.WithContainers().All(container => container.IsVisible(from) && !container.IsFileLocal) ? "make it public or internal, and not generic"
            : !HasMethod(converter, "ToStored") || !HasMethod(converter, "FromStored") ? "declare its methods as `public static`"
            : null;
        if (fault is null)
            return new(kind!.Value, ConversionModel.ForConverter(((INamedTypeSymbol)type).FullName(), !type.IsValueType, kind.Value, converter!.FullName()));
        diagnostics.Add(Descriptors.BadConverter, property.NameLocation(), property.Name, converter?.Name ?? "", fault);
        return null;
    }

    private static bool HasMethod(INamedTypeSymbol converter, string name)
    {
        for (INamedTypeSymbol? current = converter; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).Any(member => member is { IsStatic: true, DeclaredAccessibility: Accessibility.Public }))
                return true;
        }

        return false;
    }
}
