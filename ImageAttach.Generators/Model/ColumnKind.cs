namespace ImageAttach.Generators.Model;

/// <summary>What a column can hold. The names are those of its type in .NET, or of its <c>System.Data.DbType</c>.</summary>
internal enum ColumnKind
{
    Boolean,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Single,
    Double,
    Decimal,
    String,
    Guid,
    DateTime,
    DateTimeOffset,
    DateOnly,
    TimeOnly,
    Binary,
}

/// <summary>Facts about kinds.</summary>
internal static class ColumnKindExtensions
{
    public static bool IsInteger(this ColumnKind kind) => kind is >= ColumnKind.SByte and <= ColumnKind.UInt64;

    /// <summary>How many bits of an object id it takes; null for one of no fixed size.</summary>
    public static int? Bits(this ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean or ColumnKind.SByte or ColumnKind.Byte => 8,
        ColumnKind.Int16 or ColumnKind.UInt16 => 16,
        ColumnKind.Int32 or ColumnKind.UInt32 or ColumnKind.DateOnly => 32,
        ColumnKind.Int64 or ColumnKind.UInt64 or ColumnKind.TimeOnly => 64,
        ColumnKind.Guid => 128,
        _ => null,
    };

    /// <summary>Whether it can be part of a key: the database compares it as C# does, and it has an object id.</summary>
    public static bool CanBeKey(this ColumnKind kind) => kind == ColumnKind.String || kind.Bits() is not null;

    /// <summary>The kind as C# writes it.</summary>
    public static string ToCSharp(this ColumnKind kind) => kind switch
    {
        ColumnKind.Boolean => "bool",
        ColumnKind.SByte => "sbyte",
        ColumnKind.Byte => "byte",
        ColumnKind.Int16 => "short",
        ColumnKind.UInt16 => "ushort",
        ColumnKind.Int32 => "int",
        ColumnKind.UInt32 => "uint",
        ColumnKind.Int64 => "long",
        ColumnKind.UInt64 => "ulong",
        ColumnKind.Single => "float",
        ColumnKind.Double => "double",
        ColumnKind.Decimal => "decimal",
        ColumnKind.String => "string",
        ColumnKind.Binary => "byte[]",
        _ => "global::System." + kind,
    };
}
