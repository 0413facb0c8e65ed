using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dapper;
using ImageAttach.Sql;

namespace ImageAttach;

/// <summary>The columns that every image table has, and the parameters of generated code. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ImageColumns
{
    /// <summary>Adds a parameter to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The parameter's name, without its mark.</param>
    /// <param name="type">Its type.</param>
    /// <param name="value">Its value; null is the database's null.</param>
    public static void AddParameter(this DbCommand command, string name, DbType type, object? value)
    {
        ArgumentNullException.ThrowIfNull(command);
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        parameter.Value = value switch
        {
            null => DBNull.Value,
            DateTimeOffset time => ToStoredPrecision(time),
            _ => value,
        };
        command.Parameters.Add(parameter);
    }

    /// <summary>A time as all databases keep it: in UTC, to the microsecond. Finer ones would differ from what is read back.</summary>
    /// <param name="time">Any time.</param>
    public static DateTimeOffset ToStoredPrecision(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Adds the columns of <see cref="Image"/> to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="image">The image.</param>
    public static void Add(DbCommand command, Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        command.AddParameter("width", DbType.Int32, image.Width);
        command.AddParameter("height", DbType.Int32, image.Height);
        command.AddParameter("mimetype", DbType.String, image.MimeType);
        command.AddParameter("original", DbType.Boolean, image.Original);
        command.AddParameter("created_at", DbType.DateTimeOffset, image.CreatedAt);
        command.AddParameter("revision", DbType.String, image.Revision);
        command.AddParameter("length", DbType.Int64, image.Length);
        command.AddParameter("sha256", DbType.String, image.Sha256);
    }

    /// <summary>Lets queries of plain Dapper find an image type's columns. Nothing else of Dapper's settings is touched.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="columns">Its own columns, and the property that each is set through.</param>
    public static void Map<[DynamicallyAccessedMembers(ImageTypeMap.Members)] TImage>(params (string Column, string Property)[] columns)
        where TImage : Image => SqlMapper.SetTypeMap(typeof(TImage), new ImageTypeMap(typeof(TImage), columns));

    /// <summary>A Guid as some database gives it: a Guid, its text, or its 16 bytes in .NET's order.</summary>
    /// <param name="value">What the database gave.</param>
    public static Guid ToGuid(object value) => value switch
    {
        Guid guid => guid,
        byte[] bytes => new Guid(bytes),
        _ => Guid.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!),
    };

    /// <summary>A time as some database gives it, in UTC; one without offset is taken for UTC.</summary>
    /// <param name="value">What the database gave.</param>
    public static DateTimeOffset ToDateTimeOffset(object value) => value switch
    {
        DateTimeOffset time => time.ToUniversalTime(),
        DateTime { Kind: DateTimeKind.Local } time => new DateTimeOffset(time).ToUniversalTime(),
        DateTime time => new DateTimeOffset(time.Ticks, TimeSpan.Zero),
        _ => DateTimeOffset.Parse(
            Convert.ToString(value, CultureInfo.InvariantCulture)!,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
    };

    /// <summary>A time of no particular zone, as some database gives it.</summary>
    /// <param name="value">What the database gave.</param>
    public static DateTime ToDateTime(object value) => value as DateTime?
        ?? DateTime.Parse(Convert.ToString(value, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture);

    /// <summary>Reads the columns of <see cref="Image"/>.</summary>
    /// <param name="reader">The reader, on the row.</param>
    /// <param name="first">The ordinal of <c>width</c>; the others follow.</param>
    /// <param name="image">The image to fill.</param>
    public static void Read(DbDataReader reader, int first, Image image)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(image);
        image.Width = reader.GetInt32(first);
        image.Height = reader.GetInt32(first + 1);
        image.MimeType = reader.GetString(first + 2);
        image.Original = reader.GetBoolean(first + 3);
        image.CreatedAt = reader.GetFieldValue<DateTimeOffset>(first + 4);
        image.Revision = reader.GetString(first + 5);
        image.Length = reader.IsDBNull(first + 6) ? null : reader.GetInt64(first + 6);
        image.Sha256 = reader.IsDBNull(first + 7) ? null : reader.GetString(first + 7);
    }
}
