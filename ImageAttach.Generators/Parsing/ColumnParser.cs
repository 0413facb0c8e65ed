using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Turns a property of the user's into a column.</summary>
internal static class ColumnParser
{
    /// <param name="property">The property.</param>
    /// <param name="from">The assembly of the image type, which may be another than that of the property.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <returns>The column; null for a property that isn't stored, or whose type no column can hold.</returns>
    public static ColumnModel? Parse(IPropertySymbol property, IAssemblySymbol from, DiagnosticBag diagnostics)
    {
        if (!IsStored(property, from))
        {
            if (property.IsKey())
                diagnostics.Add(Descriptors.KeyNotStored, property.NameLocation(), property.Name);
            else if (LooksStored(property) || HidesSetter(property, from))
                diagnostics.Add(Descriptors.NotStored, property.NameLocation(), property.Name);
            return null;
        }

        ITypeSymbol type = WithoutNullable(property, out bool isNullable);
        if (ConversionParser.Parse(property, type, from, diagnostics) is not { } stored)
            return null;
        if (type.IsForbidden())
            diagnostics.Add(Descriptors.Forbidden, property.NameLocation(), type.Name);
        if (property.IsDatabaseGenerated())
            diagnostics.Add(Descriptors.DatabaseGenerated, property.NameLocation(), property.Name);
        if (Setter(property)!.IsInitOnly && !property.IsKey() && property.FindInheritedAttribute(SymbolExtensions.Placeholder) is null)
            diagnostics.Add(Descriptors.FixedColumn, property.NameLocation(), property.Name);
        return new(
            Names.Escape(property.Name), property.ColumnName() ?? Names.ToSnakeCase(property.Name), stored.Kind, stored.Conversion,
            StorageParser.Parse(property, stored, diagnostics), isNullable, property.IsKey(), type.IsPublic(), property.IsRequired);
    }

    /// <summary>The getter, which an override need not have itself.</summary>
    public static IMethodSymbol? Getter(IPropertySymbol? property) =>
        property is null ? null : property.GetMethod ?? Getter(property.OverriddenProperty);

    // What generated code can read and set, and the user didn't exclude.
    private static bool IsStored(IPropertySymbol property, IAssemblySymbol from) =>
        LooksStored(property) && property.IsVisible(from) && Getter(property)!.IsVisible(from) && Setter(property)!.IsVisible(from)
        && !property.IsForbidden();

    // Has a getter and a setter, but perhaps such that only the class itself can call.
    private static bool LooksStored(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true }
        && Getter(property) is not null && Setter(property) is not null && !property.IsNotMapped();

    // An internal setter of another assembly isn't there for the compiler; what is left is an automatic property without one.
    private static bool HidesSetter(IPropertySymbol property, IAssemblySymbol from) =>
        property is { IsStatic: false, IsIndexer: false, SetMethod: null, GetMethod: { } getter }
        && !SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, from)
        && getter.FindAttribute("System.Runtime.CompilerServices.CompilerGeneratedAttribute") is not null
        && !property.IsNotMapped();

    /// <summary>The setter, which an override need not have itself.</summary>
    public static IMethodSymbol? Setter(IPropertySymbol? property) =>
        property is null ? null : property.SetMethod ?? Setter(property.OverriddenProperty);

    private static ITypeSymbol WithoutNullable(IPropertySymbol property, out bool isNullable)
    {
        ITypeSymbol type = property.Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            isNullable = true;
            return nullable.TypeArguments[0];
        }

        // Where nullable annotations are off, a text may be null; but a key can't be.
        isNullable = type.IsReferenceType
            && (type.NullableAnnotation == NullableAnnotation.Annotated || (type.NullableAnnotation == NullableAnnotation.None && !property.IsKey()));
        return type.WithNullableAnnotation(NullableAnnotation.None);
    }

    /// <summary>What a column of this very type holds; null for a type that no column has.</summary>
    public static ColumnKind? KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => ColumnKind.Boolean,
        SpecialType.System_SByte => ColumnKind.SByte,
        SpecialType.System_Byte => ColumnKind.Byte,
        SpecialType.System_Int16 => ColumnKind.Int16,
        SpecialType.System_UInt16 => ColumnKind.UInt16,
        SpecialType.System_Int32 => ColumnKind.Int32,
        SpecialType.System_UInt32 => ColumnKind.UInt32,
        SpecialType.System_Int64 => ColumnKind.Int64,
        SpecialType.System_UInt64 => ColumnKind.UInt64,
        SpecialType.System_Single => ColumnKind.Single,
        SpecialType.System_Double => ColumnKind.Double,
        SpecialType.System_Decimal => ColumnKind.Decimal,
        SpecialType.System_String => ColumnKind.String,
        SpecialType.System_DateTime => ColumnKind.DateTime,
        _ => type switch
        {
            INamedTypeSymbol named when named.IsNamed("System.Guid") => ColumnKind.Guid,
            INamedTypeSymbol named when named.IsNamed("System.DateTimeOffset") => ColumnKind.DateTimeOffset,
            INamedTypeSymbol named when named.IsNamed("System.DateOnly") => ColumnKind.DateOnly,
            INamedTypeSymbol named when named.IsNamed("System.TimeOnly") => ColumnKind.TimeOnly,
            IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Byte } => ColumnKind.Binary,
            _ => null,
        },
    };
}
