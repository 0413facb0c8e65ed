using System.Diagnostics.CodeAnalysis;

namespace ImageAttach.Databases;

/// <summary>What a column of an image table holds. The names are those of the .NET types.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "Kinds are named after the .NET types that they stand for.")]
public enum ImageColumnKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number from -128 to 127.</summary>
    SByte,

    /// <summary>A whole number from 0 to 255.</summary>
    Byte,

    /// <summary>A signed whole number of 16 bits.</summary>
    Int16,

    /// <summary>An unsigned whole number of 16 bits.</summary>
    UInt16,

    /// <summary>A signed whole number of 32 bits.</summary>
    Int32,

    /// <summary>An unsigned whole number of 32 bits.</summary>
    UInt32,

    /// <summary>A signed whole number of 64 bits.</summary>
    Int64,

    /// <summary>An unsigned whole number of 64 bits.</summary>
    UInt64,

    /// <summary>A floating-point number of 32 bits.</summary>
    Single,

    /// <summary>A floating-point number of 64 bits.</summary>
    Double,

    /// <summary>A decimal number.</summary>
    Decimal,

    /// <summary>Text.</summary>
    String,

    /// <summary>A <see cref="System.Guid"/>.</summary>
    Guid,

    /// <summary>A date and a time of no particular zone, to the microsecond.</summary>
    DateTime,

    /// <summary>A point in time, in UTC, to the microsecond.</summary>
    DateTimeOffset,

    /// <summary>A date.</summary>
    DateOnly,

    /// <summary>A time of day, to the microsecond.</summary>
    TimeOnly,

    /// <summary>Bytes.</summary>
    Binary,
}
