using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads which table has an image type's owners.</summary>
internal static class OwnerTableParser
{
    /// <returns>The table; null when none is named, or not rightly.</returns>
    public static OwnerTableModel? Parse(INamedTypeSymbol type, AttributeData? attribute, int keyCount, DiagnosticBag diagnostics)
    {
        if (attribute.NamedText("OwnerTable") is not { } name)
            return null;
        string[] key = [.. (attribute.NamedText("OwnerKey") ?? "id").Split(',').Select(column => column.Trim())];
        bool areGood = name.Split('.').Concat(key).All(part => EntityParser.CheckName(part, type, diagnostics));
        if (areGood && key.Length <= keyCount)
            return new(name, new(key));
        if (areGood)
            diagnostics.Add(Descriptors.KeysDontMatch, type.NameLocation(), type.Name, $"OwnerKey names {key.Length} columns, and its own key has {keyCount}; name those of the owner's table that its key has as well");
        return null;
    }
}
