using System.ComponentModel;
using System.Data.Common;

namespace ImageAttach;

/// <summary>Reads what databases give in different forms. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DbDataReaderExtensions
{
    /// <summary>Reads a column that isn't null.</summary>
    /// <param name="reader">The reader, on the row.</param>
    /// <param name="ordinal">The column's ordinal.</param>
    /// <exception cref="OverflowException">The number in the database doesn't fit.</exception>
    public static sbyte ReadSByte(this DbDataReader reader, int ordinal) => checked((sbyte)Row(reader).GetInt16(ordinal));

    /// <inheritdoc cref="ReadSByte"/>
    public static byte ReadByte(this DbDataReader reader, int ordinal) => checked((byte)Row(reader).GetInt16(ordinal));

    /// <inheritdoc cref="ReadSByte"/>
    public static ushort ReadUInt16(this DbDataReader reader, int ordinal) => checked((ushort)Row(reader).GetInt32(ordinal));

    /// <inheritdoc cref="ReadSByte"/>
    public static uint ReadUInt32(this DbDataReader reader, int ordinal) => checked((uint)Row(reader).GetInt64(ordinal));

    /// <inheritdoc cref="ReadSByte"/>
    public static ulong ReadUInt64(this DbDataReader reader, int ordinal) => ImageColumns.ToUInt64(Row(reader).GetValue(ordinal));

    /// <inheritdoc cref="ReadSByte"/>
    public static Guid ReadGuid(this DbDataReader reader, int ordinal) => ImageColumns.ToGuid(Row(reader).GetValue(ordinal));

    /// <inheritdoc cref="ReadSByte"/>
    public static DateTime ReadDateTime(this DbDataReader reader, int ordinal) => ImageColumns.ToDateTime(Row(reader).GetValue(ordinal));

    /// <inheritdoc cref="ReadSByte"/>
    /// <remarks>SQLite keeps a text, which its provider takes for local time when no offset is in it; the original wrote none, and meant UTC.</remarks>
    public static DateTimeOffset ReadDateTimeOffset(this DbDataReader reader, int ordinal) => Row(reader).GetFieldType(ordinal) == typeof(string)
        ? ImageColumns.ToDateTimeOffset(reader.GetString(ordinal))
        : reader.GetFieldValue<DateTimeOffset>(ordinal).ToUniversalTime();

    /// <inheritdoc cref="ReadSByte"/>
    public static DateOnly ReadDateOnly(this DbDataReader reader, int ordinal) => ImageColumns.ToDateOnly(Row(reader).GetValue(ordinal));

    /// <inheritdoc cref="ReadSByte"/>
    public static TimeOnly ReadTimeOnly(this DbDataReader reader, int ordinal) => ImageColumns.ToTimeOnly(Row(reader).GetValue(ordinal));

    private static DbDataReader Row(DbDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader;
    }
}
