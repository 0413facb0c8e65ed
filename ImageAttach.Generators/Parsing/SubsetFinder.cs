using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Finds the typed GetImageSet of an image type of another assembly. A second one would make calls ambiguous.</summary>
internal static class SubsetFinder
{
    /// <returns>Whether there is one.</returns>
    public static bool Find(IPropertySymbol attachment, INamedTypeSymbol image, TypeModel shape, KeyMatch keys, DiagnosticBag diagnostics)
    {
        INamedTypeSymbol? type = image.ContainingAssembly.GetTypeByMetadataName(SubsetEmitter.FullTypeName(shape));
        if (type?.IsVisible(attachment.ContainingAssembly) != true || type.GetMembers(SubsetEmitter.MethodName).OfType<IMethodSymbol>().FirstOrDefault() is not { } method)
            return false;
        string[] names = SubsetEmitter.ParameterNames(keys.Discriminators.Select(property => property.Name));
        if (!HasParameters(method, names, keys.Discriminators))
            diagnostics.Add(Descriptors.OtherSubset, attachment.NameLocation(), attachment.Name, string.Join(", ", names), image.Name);
        return true;
    }

    // The first parameter is the owner's sets.
    private static bool HasParameters(IMethodSymbol method, string[] names, List<IPropertySymbol> properties) =>
        method.Parameters.Length == names.Length + 1
        && method.Parameters.Skip(1).Zip(names, (parameter, name) => parameter.Name == name).All(isSame => isSame)
        && method.Parameters.Skip(1).Zip(properties, (parameter, property) => SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type)).All(isSame => isSame);
}
