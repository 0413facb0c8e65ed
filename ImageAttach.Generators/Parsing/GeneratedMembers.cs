using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Finds members of the user's that stand where generated code declares its own in an image type.</summary>
internal static class GeneratedMembers
{
    public const string ObjectId = "ObjectId";

    // Those that override a member of Image. One that a base class hides or seals can't be overridden any more.
    private static readonly string[] Overrides = ["ObjectType", "IdentityAttributes", "IdentityMap"];

    /// <summary>Whether the user overrides the object id, which wins over ours.</summary>
    public static bool HasObjectId(INamedTypeSymbol type) =>
        type.Properties().LastOrDefault(property => property.Name == ObjectId) is { IsOverride: true, IsAbstract: false };

    public static void Check(INamedTypeSymbol type, IEnumerable<ColumnModel> columns, Findings findings)
    {
        HashSet<string> own = new(columns.Select(EntityEmitter.PlainProperty).OfType<string>().Concat(Overrides)) { "CreateTableSql" };
        foreach (INamedTypeSymbol each in type.WithUserBaseTypes())
        {
            bool isBase = !SymbolEqualityComparer.Default.Equals(each, type);
            foreach (ISymbol member in each.GetMembers().Where(member => !member.IsImplicitlyDeclared && !member.IsGenerated()))
            {
                if (member.Name == ObjectId && member is not IPropertySymbol { IsOverride: true })
                    findings.Add(Descriptors.BadObjectId, Place(member, type), each.Name);
                else if (isBase ? Overrides.Contains(member.Name) && !CanBeOverridden(member) : own.Contains(member.Name))
                    findings.Add(Descriptors.GeneratedMember, Place(member, type), $"{each.Name}.{member.Name}", type.Name);
            }
        }
    }

    private static bool CanBeOverridden(ISymbol member) => member is IPropertySymbol { IsOverride: true, IsSealed: false };

    // A base class of another assembly has no place to point at.
    private static Location? Place(ISymbol member, INamedTypeSymbol type) => member.NameLocation() is { IsInSource: true } place ? place : type.NameLocation();
}
