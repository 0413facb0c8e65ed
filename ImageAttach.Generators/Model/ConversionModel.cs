namespace ImageAttach.Generators.Model;

/// <summary>How the values of a type become what a column holds, and back. Each <c>{0}</c> stands for a value.</summary>
/// <param name="Type">The type's full name.</param>
/// <param name="Store">The expression that gives what is stored.</param>
/// <param name="StoreNullable">The same for a value that can be null.</param>
/// <param name="Restore">The expression that gives the value back.</param>
/// <param name="Identity">The expression that the object id is made from; null for what is stored.</param>
/// <param name="IdentityKind">What <paramref name="Identity"/> gives.</param>
/// <param name="IsEnum">Whether the type is an enum that is stored as its number.</param>
/// <param name="IsReference">Whether a value can be null where its type doesn't say so.</param>
/// <param name="IsAssigned">Whether the value may be one that is given when a row is saved, as numbers and Guids are.</param>
internal sealed record ConversionModel(
    string Type, string Store, string StoreNullable, string Restore, string? Identity = null, ColumnKind? IdentityKind = null, bool IsEnum = false,
    bool IsReference = false, bool IsAssigned = false)
{
    /// <summary>Whether the type holds one value, which is stored.</summary>
    public bool IsWrapper { get; private init; }

    public static ConversionModel ForEnum(string type, ColumnKind kind) =>
        new(type, $"({kind.ToCSharp()}){{0}}", $"({kind.ToCSharp()}?){{0}}", $"({type}){{0}}", IsEnum: true);

    /// <summary>A type with one value: <c>new OrderId(value)</c> and <c>id.Value</c>.</summary>
    public static ConversionModel ForWrapper(string type, string property, bool isReference, bool isAssigned) =>
        new(type, $"{{0}}.{property}", $"{{0}}?.{property}", $"new {type}({{0}})", IsReference: isReference, IsAssigned: isAssigned) { IsWrapper = true };

    /// <summary>The Ulid of some package: 26 letters, and 128 bits.</summary>
    public static ConversionModel ForUlid(string type) =>
        new(type, "{0}.ToString()", "{0}?.ToString()", $"{type}.Parse({{0}})", "{0}.ToGuid()", ColumnKind.Guid, IsAssigned: true);

    /// <summary>A type that the user converts.</summary>
    public static ConversionModel ForConverter(string type, bool isReference, ColumnKind kind, string converter) => new(
        type,
        $"{converter}.ToStored({{0}})",
        $"{(isReference ? "{0} is not null" : "{0}.HasValue")} ? ({kind.ToCSharp()}?){converter}.ToStored({{0}}{(isReference ? "" : ".Value")}) : null",
        $"{converter}.FromStored({{0}})",
        IsReference: isReference);
}
