using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Dapper;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <summary>
/// Shows Dapper the property of an image type that a column of a query belongs to, for queries that users write themselves: by the column's
/// name in the table, else by the property's own name, which properties that aren't stored have as well.
/// </summary>
internal sealed class ImageTypeMap(
    [DynamicallyAccessedMembers(ImageTypeMap.Members)] Type type, IReadOnlyList<string> key, (string Column, string Property)[] columns) : SqlMapper.ITypeMap
{
    /// <summary>What Dapper gets hold of by reflection.</summary>
    public const DynamicallyAccessedMemberTypes Members =
        DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.NonPublicProperties
        | DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.NonPublicConstructors;

    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const string AsStored = "AsStored";

    private static readonly (string Column, string Property)[] ImageProperties =
    [
        ("width", nameof(Image.Width)), ("height", nameof(Image.Height)), ("mimetype", nameof(Image.MimeType)),
        ("original", nameof(Image.Original)), ("created_at", nameof(Image.CreatedAtAsStored)), ("revision", nameof(Image.Revision)),
        ("length", nameof(Image.Length)), ("sha256", nameof(Image.Sha256)), ("recipe", nameof(Image.Recipe)),
    ];

    // Dapper looks for the constructor with the names of all columns, and then, on the same thread, for their members one by one.
    [ThreadStatic]
    private static bool _lacksKey;

    public ConstructorInfo? FindConstructor(string[] names, Type[] types)
    {
        _lacksKey = !key.All(column => names.Any(name => Find(columns, name)?.Column == column));
        return type.GetConstructor(Any, []);
    }

    public ConstructorInfo? FindExplicitConstructor() => null;

    public SqlMapper.IMemberMap? GetConstructorParameter(ConstructorInfo constructor, string columnName) => null;

    public SqlMapper.IMemberMap? GetMember(string columnName)
    {
        PropertyInfo? property = Find(columns, columnName) is { } own ? FindProperty(own.Property)
            : Find(ImageProperties, columnName) is { } ofImage ? typeof(Image).GetProperty(Actual(ofImage.Property), Any)
            : FindUnstored(columnName);
        return property is null ? null : new Member(columnName, property);
    }

    private static (string Column, string Property)? Find((string Column, string Property)[] among, string name)
    {
        foreach ((string Column, string Property) candidate in among)
        {
            if (candidate.Column.Equals(name, StringComparison.OrdinalIgnoreCase))
                return candidate;
        }

        foreach ((string Column, string Property) candidate in among)
        {
            if (IsCalled(candidate.Property, name) || IsCalled(candidate.Property, name + AsStored))
                return candidate;
        }

        return null;
    }

    // OwnerName is called OwnerName and owner_name, in any case.
    private static bool IsCalled(string property, string column) =>
        property.Replace("_", "", StringComparison.Ordinal).Equals(column.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    // No file can be named without a width, and no thumbnail without a revision, so an image without its key is noted there.
    private static string Actual(string property) => (_lacksKey, property) switch
    {
        (_, nameof(Image.CreatedAtAsStored)) when ImageDatabases.ReturnLocalTimes() => nameof(Image.CreatedAtAsLocalTime),
        (true, nameof(Image.Width)) => nameof(Image.WidthWithoutKey),
        (true, nameof(Image.Revision)) => nameof(Image.RevisionWithoutKey),
        _ => property,
    };

    private PropertyInfo? FindUnstored(string name) => type.GetProperties(Any).FirstOrDefault(property =>
        property.SetMethod is not null && property.GetIndexParameters().Length == 0 && property.DeclaringType != typeof(Image) && IsCalled(property.Name, name));

    private PropertyInfo FindProperty(string name) => type.GetProperty(name, Any)
        ?? throw new MissingMemberException($"{type} has no property {name}. Its generated code doesn't fit it: build it again.");

    private sealed record Member(string ColumnName, PropertyInfo Property) : SqlMapper.IMemberMap
    {
        public Type MemberType => Property.PropertyType;

        public FieldInfo? Field => null;

        public ParameterInfo? Parameter => null;
    }
}
