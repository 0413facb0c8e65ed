using System.ComponentModel;
using System.Data;
using System.Data.Common;

namespace ImageAttach;

/// <summary>Adds values to a command, in the form that its database takes. Used by generated code.</summary>
/// <param name="Command">The command.</param>
/// <param name="Dialect">The database's dialect.</param>
/// <param name="Suffix">What follows each parameter's name, for commands that ask for several sets.</param>
/// <remarks>
/// PostgreSQL has no unsigned integers, so theirs go in the next wider type. Times are cut to microseconds, which is what all databases
/// keep; those with an offset are turned to UTC. A Guid is text to MySQL, whatever GuidFormat the connection was opened with.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ImageParameters(DbCommand Command, SqlDialect Dialect, string Suffix = "")
{
    /// <summary>The parameters to add, without their mark; null for all. Others are skipped.</summary>
    /// <remarks>Skipped, not removed afterwards: Npgsql looks parameters up in an index that removing one leaves stale.</remarks>
    internal IReadOnlyList<string>? Names { get; init; }

    private bool IsPostgreSql => Dialect == SqlDialect.PostgreSql;

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
    public void Add(string name, ulong? value)
    {
        if (IsPostgreSql)
            Add(name, DbType.Decimal, (decimal?)value);
        else
            Add(name, DbType.UInt64, value);
    }

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
    public void Add(string name, Guid? value)
    {
        if (Dialect == SqlDialect.MySql)
            Add(name, DbType.String, value?.ToString("D"));
        else
            Add(name, DbType.Guid, value);
    }

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, DateTime? value) => Add(
        name,
        IsPostgreSql ? DbType.DateTime2 : DbType.DateTime,
        value is { } time ? new DateTime(ImageColumns.ToMicroseconds(time.Ticks), DateTimeKind.Unspecified) : null);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, DateTimeOffset? value) => Add(
        name, DbType.DateTimeOffset, value is { } time ? ImageColumns.ToStoredPrecision(time) : null);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, DateOnly? value) => Add(name, DbType.Date, value);

    /// <inheritdoc cref="Add(string, bool?)"/>
    public void Add(string name, TimeOnly? value) => Add(
        name, DbType.Time, value is { } time ? new TimeOnly(ImageColumns.ToMicroseconds(time.Ticks)) : null);

    /// <summary>Adds a value of a key, whose type isn't known beforehand. Integers go in the widest type, which compares with all others.</summary>
    internal void AddKeyPart(string name, object value)
    {
        switch (value)
        {
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
            default:
                Add(name, (string)value);
                break;
        }
    }

    private void Add(string name, DbType type, object? value)
    {
        if (Names is not null && !Names.Contains(name[1..]))
            return;
        DbParameter parameter = Command.CreateParameter();
        parameter.ParameterName = name + Suffix;
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
        Command.Parameters.Add(parameter);
    }
}
