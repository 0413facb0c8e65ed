using System.Data;
using System.Data.Common;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <summary>PostgreSQL, through Npgsql.</summary>
public sealed partial class PostgreSqlDatabase : ImageDatabase
{
    // What only the database itself reports, and only of a transaction that it rolled back (appendix A of its manual): beside constraints, serialization
    // failures and deadlocks what a deferred trigger may raise (22, 27, 42, 44, P0), a failed transaction, and prepared transactions that are switched off.
    private static readonly string[] RolledBack = ["22", "23", "25P02", "27", "40", "42", "44", "55000", "P0"];

    private PostgreSqlDatabase()
    {
    }

    /// <summary>Gets the database.</summary>
    public static PostgreSqlDatabase Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "PostgreSQL";

    /// <inheritdoc/>
    /// <remarks>With row security off, a query that a policy would filter is refused.</remarks>
    public override string BeginCommittedRead => "begin transaction isolation level read committed read only; set local row_security = off";

    /// <inheritdoc/>
    /// <remarks>Each statement sees what was committed before it, once the set is locked.</remarks>
    public override IsolationLevel OperationIsolation => IsolationLevel.ReadCommitted;

    /// <inheritdoc/>
    /// <remarks>A doomed transaction refuses to make a savepoint; the commit that follows removes it.</remarks>
    public override IReadOnlyList<string> CommitProbe { get; } = [$"savepoint {Probe}"];

    /// <inheritdoc/>
    public override string ClockQuery => "select clock_timestamp()";

    internal override SqlDialect? Dialect => SqlDialect.PostgreSql;

    internal override string ConnectionType => "Npgsql.NpgsqlConnection";

    internal override bool ReturnsLocalTimes => AppContext.TryGetSwitch("Npgsql.EnableLegacyTimestampBehavior", out bool isOn) && isOn;

    /// <inheritdoc/>
    /// <remarks>It has no unsigned integers, and its provider takes a time without a zone only by another name.</remarks>
    public override void SetValue(DbParameter parameter, DbType type, object? value)
    {
        if (type == DbType.UInt64)
            base.SetValue(parameter, DbType.Decimal, (decimal?)(ulong?)value);
        else
            base.SetValue(parameter, type == DbType.DateTime ? DbType.DateTime2 : type, value);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// At repeatable read a transaction never sees the first image that another one attached since it began, not even behind the lock that the two
    /// waited for.
    /// </remarks>
    public override bool IsSafe(IsolationLevel isolation) => isolation is not (IsolationLevel.RepeatableRead or IsolationLevel.Snapshot);

    /// <inheritdoc/>
    /// <remarks>Rows can't be locked before there are any. Two sets whose numbers meet wait for each other, no more.</remarks>
    public override string ComposeLockSet(ImageTableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return ComposeLock(table, string.Join(", ", table.KeyColumns.Select(column => $"@{column.Parameter}")), 0);
    }

    /// <inheritdoc/>
    public override ListLock ComposeLockList(ImageTableDefinition table, IReadOnlyList<ImageColumn> key)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new([ComposeLock(table, ComposeKeyParameters(key, 0), 1)], UsesRow: false);
    }

    /// <inheritdoc/>
    public override DatabaseErrorKind GetErrorKind(DbException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.SqlState switch
        {
            "40001" or "40P01" => DatabaseErrorKind.Conflict,
            "23505" => DatabaseErrorKind.DuplicateKey,
            "42P07" or "42710" => DatabaseErrorKind.AlreadyExists, // the latter is the type that goes with a table
            "42P01" => DatabaseErrorKind.MissingTable,
            "42703" => DatabaseErrorKind.MissingColumn,
            "3F000" => DatabaseErrorKind.MissingSchema,
            "25006" => DatabaseErrorKind.ReadOnly,
            "42501" => DatabaseErrorKind.AccessDenied,
            "25P01" => DatabaseErrorKind.NoTransaction,
            "25P02" => DatabaseErrorKind.DoomedTransaction,

            // Types that can't be compared or assigned, texts that aren't numbers or times, and numbers or texts that are too long.
            "42883" or "42804" or "22P02" or "22007" or "22003" or "22001" => DatabaseErrorKind.WrongType,
            _ => DatabaseErrorKind.Other,
        };
    }

    /// <inheritdoc/>
    public override bool ProvesRollback(Exception? failure) =>
        FindSqlState(failure) is { } state && state != "40003" && Array.Exists(RolledBack, proof => state.StartsWith(proof, StringComparison.Ordinal));

    /// <inheritdoc/>
    protected override bool HoldsLength(ImageColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Kind == ImageColumnKind.String;
    }

    /// <inheritdoc/>
    protected override string GetColumnType(ImageColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Kind switch
        {
            ImageColumnKind.Boolean => "boolean",
            ImageColumnKind.SByte or ImageColumnKind.Byte or ImageColumnKind.Int16 => "smallint",
            ImageColumnKind.UInt16 or ImageColumnKind.Int32 => "integer",
            ImageColumnKind.UInt32 or ImageColumnKind.Int64 => "bigint",
            ImageColumnKind.UInt64 => "numeric(20)",
            ImageColumnKind.Single => "real",
            ImageColumnKind.Double => "double precision",
            ImageColumnKind.Decimal => "numeric",
            ImageColumnKind.String when column.IsFixedLength => $"char({Format(column.MaxLength!.Value)})",
            ImageColumnKind.String when column.IsKey => $"varchar({Format(column.MaxLength ?? ImageColumn.DefaultKeyLength)})",
            ImageColumnKind.String => column.MaxLength is { } length ? $"varchar({Format(length)})" : "text",
            ImageColumnKind.Guid => "uuid",
            ImageColumnKind.Binary => "bytea",
            ImageColumnKind.DateTime => "timestamp",
            ImageColumnKind.DateOnly => "date",
            ImageColumnKind.TimeOnly => "time",
            _ => "timestamptz",
        };
    }

    // Another number for lists than for sets.
    private static string ComposeLock(ImageTableDefinition table, string parameters, int seed)
    {
        string name = table.QualifiedName.Replace("'", "''", StringComparison.Ordinal);
        return $"select pg_advisory_xact_lock(hashtextextended(concat_ws('/', '{name}', {parameters}), {Format(seed)}))";
    }
}
