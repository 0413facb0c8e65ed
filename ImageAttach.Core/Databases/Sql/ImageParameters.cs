using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Globalization;
using ImageAttach.Databases;

namespace ImageAttach;

/// <summary>Adds values to a command, in the form that its database takes. Used by generated code.</summary>
/// <param name="Command">The command.</param>
/// <param name="Database">The database, which decides on the form.</param>
/// <param name="Suffix">What follows each parameter's name, for commands about several sets.</param>
/// <remarks>
/// Small integers go in wider types, which all databases have. Times are cut to microseconds, which is what all databases keep; those with an
/// offset are turned to UTC.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ImageParameters(DbCommand Command, ImageDatabase Database, string Suffix = "")
{
    /// <summary>The parameters to add, without their mark; null for all. Others are skipped.</summary>
    /// <remarks>Skipped, not removed afterwards: Npgsql looks parameters up in an index that removing one leaves stale.</remarks>
    internal string[]? Names { get; init; }

    /// <summary>Adds a value.</summary>
    /// <param name="name">The parameter's name as SQL has it, with its mark: SQLite is slower at finding it otherwise.</param>
    /// <param name="value">The value; null is the database's null.</param>
    public void Add(string name, bool? value) => Add(name, DbType.Boolean, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, sbyte? value) => Add(name, DbType.Int16, (short?)value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, byte? value) => Add(name, DbType.Int16, (short?)value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, short? value) => Add(name, DbType.Int16, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, ushort? value) => Add(name, DbType.Int32, (int?)value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, int? value) => Add(name, DbType.Int32, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, uint? value) => Add(name, DbType.Int64, (long?)value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, long? value) => Add(name, DbType.Int64, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, ulong? value) => Add(name, DbType.UInt64, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, float? value) => Add(name, DbType.Single, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, double? value) => Add(name, DbType.Double, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, decimal? value) => Add(name, DbType.Decimal, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, string? value) => Add(name, DbType.String, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, byte[]? value) => Add(name, DbType.Binary, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, Guid? value) => Add(name, DbType.Guid, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, DateTime? value) => Add(
        name, DbType.DateTime, value is { } time ? new DateTime(ImageColumns.ToMicroseconds(time.Ticks), DateTimeKind.Unspecified) : null);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, DateTimeOffset? value) => Add(
        name, DbType.DateTimeOffset, value is { } time ? ImageColumns.ToStoredPrecision(time) : null);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, DateOnly? value) => Add(name, DbType.Date, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, TimeOnly? value) => Add(
        name, DbType.Time, value is { } time ? new TimeOnly(ImageColumns.ToMicroseconds(time.Ticks)) : null);

    /// <summary>Adds a value of a key, whose type isn't known beforehand. Integers go in the widest type, which compares with all others.</summary>
    /// <exception cref="ArgumentException">The value isn't of a type that keys have.</exception>
    internal void AddKeyPart(string name, object value)
    {
        switch (value)
        {
            case Enum or sbyte or byte or short or ushort or int or uint:
                Add(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case bool yes:
                Add(name, yes);
                break;
            case long number:
                Add(name, number);
                break;
            case ulong number:
                Add(name, number);
                break;
            case Guid guid:
                Add(name, guid);
                break;
            case DateOnly day:
                Add(name, day);
                break;
            case TimeOnly time:
                Add(name, time);
                break;
            case string text:
                Add(name, text);
                break;
            default:
                throw new ArgumentException($"A key column can't be compared with a {value.GetType().Name}. Pass an integer, a Guid, a text, a bool, a DateOnly or a TimeOnly.");
        }
    }

    private bool IsNamed(string name)
    {
        foreach (string wanted in Names!)
        {
            if (name.AsSpan(1).SequenceEqual(wanted))
                return true;
        }

        return false;
    }

    private void Add(string name, DbType type, object? value)
    {
        if (Names is not null && !IsNamed(name))
            return;
        DbParameter parameter = Command.CreateParameter();
        parameter.ParameterName = name + Suffix;
        Database.SetValue(parameter, type, value);
        Command.Parameters.Add(parameter);
    }
}
