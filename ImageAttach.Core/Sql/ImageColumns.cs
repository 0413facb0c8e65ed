using System.ComponentModel;
using System.Data;
using System.Data.Common;

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
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

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
        command.AddParameter("created_at", DbType.DateTimeOffset, image.CreatedAt.ToUniversalTime());
        command.AddParameter("revision", DbType.String, image.Revision);
        command.AddParameter("length", DbType.Int64, image.Length);
        command.AddParameter("sha256", DbType.String, image.Sha256);
    }

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
