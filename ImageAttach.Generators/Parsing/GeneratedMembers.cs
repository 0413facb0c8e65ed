using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Finds members of the user's that stand where generated code declares its own in an image type.</summary>
internal static class GeneratedMembers
{
    public const string ObjectId = "ObjectId";

    private const string CreateTableSql = "CreateTableSql";

    // Those that override a member of Image. One that a base class hides or seals can't be overridden any more.
    private static readonly string[] Overrides = ["ObjectType", "IdentityAttributes", "IdentityMap"];

    /// <summary>Whether the user overrides the object id, which wins over ours.</summary>
    public static bool HasObjectId(INamedTypeSymbol type) => type.WithUserBaseTypes()
        .SelectMany(declaring => declaring.GetMembers(ObjectId))
        .LastOrDefault() is IPropertySymbol { IsOverride: true, IsAbstract: false };

    /// <summary>Whether a base class has a CreateTableSql already, of its own or because it is an image type as well.</summary>
    public static bool HidesCreateTableSql(INamedTypeSymbol type) => type.WithUserBaseTypes().Any(baseType =>
        !SymbolEqualityComparer.Default.Equals(baseType, type)
        && (baseType.FindAttribute(SymbolExtensions.ImageEntity) is not null || baseType.GetMembers(CreateTableSql).Any(member => member.DeclaredAccessibility != Accessibility.Private)));

    /// <summary>Whether a base class is an image type that names a store.</summary>
    public static bool HidesStore(INamedTypeSymbol type) => type.WithUserBaseTypes().Any(baseType =>
        !SymbolEqualityComparer.Default.Equals(baseType, type) && baseType.FindAttribute(SymbolExtensions.ImageEntity).NamedText("Store") is not null);

    /// <summary>Whether the name of the class with the typed GetImageSet is the user's.</summary>
    public static bool HasSets(INamedTypeSymbol type, TypeModel shape) => type.ContainingNamespace
        .GetTypeMembers(SubsetEmitter.TypeName(shape), 0).Any(other => other.DeclaringSyntaxReferences.Length > 0 && !other.IsGenerated());

    public static void Check(INamedTypeSymbol type, IReadOnlyList<ColumnModel> columns, DiagnosticBag diagnostics)
    {
        // No member can be called like its class.
        if (type.Name is ObjectId or CreateTableSql || Overrides.Contains(type.Name))
            diagnostics.Add(Descriptors.NameTaken, type.NameLocation(), type.Name, type.Name);
        foreach (INamedTypeSymbol declaring in type.WithUserBaseTypes())
        {
            bool isBase = !SymbolEqualityComparer.Default.Equals(declaring, type);
            foreach (ISymbol member in declaring.GetMembers())
            {
                if (FaultOf(member, isBase, columns) is { } fault && !member.IsImplicitlyDeclared && !member.IsGenerated())
                    diagnostics.Add(fault, member.NameLocation(), declaring.Name, member.Name, type.Name);
            }
        }
    }

    private static DiagnosticDescriptor? FaultOf(ISymbol member, bool isBase, IReadOnlyList<ColumnModel> columns)
    {
        if (member.Name == ObjectId)
            return member is IPropertySymbol { IsOverride: true } ? null : Descriptors.BadObjectId;
        bool isInTheWay = Overrides.Contains(member.Name)
            ? !isBase || !CanBeOverridden(member)
            : !isBase && (member.Name == CreateTableSql
                || (member.Name.EndsWith(EntityEmitter.AsStored, StringComparison.Ordinal) && columns.Any(column => EntityEmitter.PlainProperty(column) == member.Name)));
        return isInTheWay ? Descriptors.GeneratedMember : null;
    }

    private static bool CanBeOverridden(ISymbol member) => member is IPropertySymbol { IsOverride: true, IsSealed: false };
}
