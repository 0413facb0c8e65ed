using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Dapper;

namespace ImageAttach.Sql;

/// <summary>Tells Dapper which property a column of an image table belongs to, for queries that users write themselves.</summary>
internal sealed class ImageTypeMap(
    [DynamicallyAccessedMembers(ImageTypeMap.Members)] Type type, (string Column, string Property)[] columns) : SqlMapper.ITypeMap
{
    /// <summary>What Dapper gets hold of by reflection.</summary>
    public const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.NonPublicProperties
        | DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors;

    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly (string Column, string Property)[] ImageProperties =
    [
        ("width", nameof(Image.Width)), ("height", nameof(Image.Height)), ("mimetype", nameof(Image.MimeType)),
        ("original", nameof(Image.Original)), ("created_at", nameof(Image.CreatedAtAsStored)), ("revision", nameof(Image.Revision)),
        ("length", nameof(Image.Length)), ("sha256", nameof(Image.Sha256)), ("recipe", nameof(Image.Recipe)),
    ];

    public ConstructorInfo? FindConstructor(string[] names, Type[] types) => type.GetConstructor(Any, []);

    public ConstructorInfo? FindExplicitConstructor() => null;

    public SqlMapper.IMemberMap? GetConstructorParameter(ConstructorInfo constructor, string columnName) => null;

    public SqlMapper.IMemberMap? GetMember(string columnName)
    {
        foreach ((string column, string property) in columns)
        {
            if (column.Equals(columnName, StringComparison.OrdinalIgnoreCase))
                return new Member(columnName, FindProperty(property));
        }

        foreach ((string column, string property) in ImageProperties)
        {
            if (column.Equals(columnName, StringComparison.OrdinalIgnoreCase))
                return new Member(columnName, typeof(Image).GetProperty(property, Any)!);
        }

        return null;
    }

    private PropertyInfo FindProperty(string name) => type.GetProperty(name, Any)
        ?? throw new MissingMemberException($"{type} has no property {name}. Its generated code doesn't fit it: build it anew.");

    private sealed record Member(string ColumnName, PropertyInfo Property) : SqlMapper.IMemberMap
    {
        public Type MemberType => Property.PropertyType;

        public FieldInfo? Field => null;

        public ParameterInfo? Parameter => null;
    }
}
