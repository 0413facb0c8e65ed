using ImageAttach.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Finds attributes of ours that stand where nothing reads them.</summary>
internal static class IneffectiveAttributeCheck
{
    public static void Run(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        if (type.FindAttribute(SymbolExtensions.ImageEntity) is null)
        {
            foreach (AttributeData attribute in type.GetAttributes().Where(data => data.AttributeClass?.IsNamed(SymbolExtensions.Thumbnail) == true))
                diagnostics.Add(Descriptors.NoEffect, attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation(), "Thumbnail", type.Name, "thumbnails are declared on a class with [ImageEntity]");
        }

        if (type.DerivesFromImage())
            return;
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>().Where(candidate => candidate.FindAttribute(SymbolExtensions.Placeholder) is not null))
            diagnostics.Add(Descriptors.NoEffect, property.NameLocation(), "Placeholder", property.Name, $"'{type.Name}' is no image type, since it doesn't derive from Image");
    }
}
