using ImageAttach.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Finds what an image type or an owner declares for its table, and ImageAttach doesn't read.</summary>
internal static class UnreadMembers
{
    public static void Find(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        bool isImage = type.FindAttribute(SymbolExtensions.ImageEntity) is not null;
        if (!isImage && !type.GetMembers().Any(member => member.FindAttribute(SymbolExtensions.ImageAttachment) is not null))
            return;
        foreach (ISymbol symbol in type.WithUserBaseTypes().SelectMany(declaring => declaring.GetMembers().OfType<IPropertySymbol>()).Prepend<ISymbol>(type))
            FindAttributes(symbol, isImage, diagnostics);
        if (isImage)
            FindInImage(type, diagnostics);
    }

    // Of an owner, what says which of its properties is the key.
    private static void FindAttributes(ISymbol symbol, bool isImage, DiagnosticBag diagnostics)
    {
        foreach (AttributeData attribute in symbol.GetAttributes().Where(MappingAttributes.IsUnread))
        {
            if (isImage || attribute.AttributeClass!.Name.EndsWith("KeyAttribute", StringComparison.Ordinal))
                Add(attribute, symbol, "use the one of System.ComponentModel.DataAnnotations", diagnostics);
        }
    }

    private static void FindInImage(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        AttributeData? entity = type.FindAttribute(SymbolExtensions.ImageEntity);
        if (MappingAttributes.Table(type) is { } table && entity.NamedText("Table") is { } name && name != table.FirstText())
            Add(table, type, $"[ImageEntity] names the table '{Names.Visible(name)}'", diagnostics);
        if (TableParser.Parse(type) is { Schema: null } parsed && parsed.Name.Contains('.'))
            diagnostics.Add(Descriptors.DottedTable, type.NameLocation(), type.Name, Names.Visible(parsed.Name));
        foreach (IFieldSymbol field in type.WithUserBaseTypes().SelectMany(declaring => declaring.GetMembers()).OfType<IFieldSymbol>())
        {
            if (field is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsImplicitlyDeclared: false } && !field.IsNotMapped())
                diagnostics.Add(Descriptors.FieldNotStored, field.NameLocation(), field.Name);
        }
    }

    private static void Add(AttributeData attribute, ISymbol symbol, string remedy, DiagnosticBag diagnostics) => diagnostics.Add(
        Descriptors.UnreadMapping,
        attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? symbol.NameLocation(),
        attribute.AttributeClass!.Name.Replace("Attribute", ""),
        symbol.Name,
        remedy);
}
