using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Dapper;
using ImageAttach.Databases;
using ImageAttach.Entities;

namespace ImageAttach;

/// <summary>The columns that every image table has. Used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ImageColumns
{
    /// <summary>A time as all databases keep it: in UTC, to the microsecond. Finer ones would differ from what is read back.</summary>
    /// <param name="time">Any time.</param>
    public static DateTimeOffset ToStoredPrecision(DateTimeOffset time) =>
        new(ToMicroseconds(time.UtcTicks), TimeSpan.Zero);

    internal static long ToMicroseconds(long ticks) => ticks - (ticks % TimeSpan.TicksPerMicrosecond);

    /// <summary>Adds the columns of <see cref="Image"/> to a command.</summary>
    /// <param name="parameters">The command's parameters.</param>
    /// <param name="image">The image.</param>
    public static void Add(ImageParameters parameters, Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        parameters.Add("@width", image.Width);
        parameters.Add("@height", image.Height);
        parameters.Add("@mimetype", image.MimeType);
        parameters.Add("@original", image.Original);
        parameters.Add("@created_at", image.CreatedAt);
        parameters.Add("@revision", image.Revision);
        parameters.Add("@length", image.Length);
        parameters.Add("@sha256", image.Sha256);
        parameters.Add("@recipe", image.Recipe);
    }

    /// <summary>Lets queries of plain Dapper find an image type's columns. Nothing else of Dapper's settings is touched.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="key">Those of its columns that are its key.</param>
    /// <param name="columns">Its own columns, and the property that each is set through.</param>
    public static void Map<[DynamicallyAccessedMembers(ImageTypeMap.Members)] TImage>(IReadOnlyList<string> key, params (string Column, string Property)[] columns)
        where TImage : Image => SqlMapper.SetTypeMap(typeof(TImage), new ImageTypeMap(typeof(TImage), key, columns));

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
    public static DateTimeOffset ToDateTimeOffset(object value) => StoredTime.ToDateTimeOffset(value, ImageDatabases.ReturnLocalTimes());

    /// <summary>A time of no particular zone, as some database gives it.</summary>
    /// <param name="value">What the database gave.</param>
    /// <remarks>Some providers give a type of their own, whose text has whole seconds, so it is converted and not parsed.</remarks>
    public static DateTime ToDateTime(object value) => DateTime.SpecifyKind(
        Convert.ToDateTime(value, CultureInfo.InvariantCulture), DateTimeKind.Unspecified);

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
        image.CreatedAt = reader.ReadDateTimeOffset(first + 4);
        image.Revision = reader.GetString(first + 5);
        image.Length = reader.IsDBNull(first + 6) ? null : reader.GetInt64(first + 6);
        image.Sha256 = reader.IsDBNull(first + 7) ? null : reader.GetString(first + 7);
        image.Recipe = reader.GetString(first + 8);
    }
}
