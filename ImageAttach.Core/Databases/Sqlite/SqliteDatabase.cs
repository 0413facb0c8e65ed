using System.Data;
using System.Data.Common;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <summary>SQLite, through Microsoft.Data.Sqlite. A transaction that is begun to write lets no other write, so no set needs a lock.</summary>
public sealed partial class SqliteDatabase : ImageDatabase
{
    private SqliteDatabase()
    {
    }

    /// <summary>Gets the database.</summary>
    public static SqliteDatabase Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "SQLite";

    /// <inheritdoc/>
    public override bool RunsInProcess => true;

    /// <inheritdoc/>
    public override bool LosesTransactions => false;

    /// <inheritdoc/>
    public override string BeginCommittedRead => "begin";

    internal override SqlDialect? Dialect => SqlDialect.Sqlite;

    internal override string ConnectionType => "Microsoft.Data.Sqlite.SqliteConnection";

    /// <inheritdoc/>
    protected override string TextLength => "length";

    /// <inheritdoc/>
    protected override string RowListPrefix => "values ";

    /// <inheritdoc/>
    public override string? ComposeLockSet(ImageTableDefinition table) => null;

    /// <inheritdoc/>
    public override ListLock? ComposeLockList(ImageTableDefinition table, IReadOnlyList<ImageColumn> key) => null;

    /// <inheritdoc/>
    /// <remarks>
    /// SQLite has a single isolation; the one requested decides whether Microsoft.Data.Sqlite takes the lock at once, and a transaction without it
    /// can't write once another one has.
    /// </remarks>
    public override IsolationLevel GetSafeIsolation(IsolationLevel requested) =>
        requested == IsolationLevel.ReadUncommitted ? IsolationLevel.Unspecified : requested;

    /// <inheritdoc/>
    public override string? FindAmbientObstacle(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection is IEnlistedConnection
            ? null
            : $"{connection.GetType().Name} doesn't take part in TransactionScope, so a rollback would leave files behind. Use AmbientSqliteConnection, " +
                "of the package ImageAttach.Sqlite, or begin an ImageTransaction instead. See docs/errors/ambient-transaction.md";
    }

    /// <inheritdoc/>
    /// <remarks>SQLite reports no SQL states, so errors are distinguished by their messages.</remarks>
    public override DatabaseErrorKind GetErrorKind(DbException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.Message switch
        {
            _ when Says("no such table") => DatabaseErrorKind.MissingTable,
            _ when Says("unknown database") => DatabaseErrorKind.MissingSchema,
            _ when Says("no such column") || Says("has no column named") => DatabaseErrorKind.MissingColumn,
            _ when Says("readonly database") => DatabaseErrorKind.ReadOnly,
            _ when Says("datatype mismatch") || Says("cannot store") => DatabaseErrorKind.WrongType,
            _ when Says("UNIQUE constraint failed") => DatabaseErrorKind.DuplicateKey,
            _ => DatabaseErrorKind.Other,
        };

        bool Says(string words) => failure.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    /// <remarks>No error of a commit proves it, but SQLite runs in this process: the transaction stays open, and can be rolled back.</remarks>
    public override bool ProvesRollback(Exception? failure) => false;

    /// <inheritdoc/>
    protected override string GetColumnType(ImageColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Kind switch
        {
            ImageColumnKind.Boolean => "boolean",
            ImageColumnKind.Single or ImageColumnKind.Double => "real",
            ImageColumnKind.String when column.MaxLength is { } length => $"{(column.IsFixedLength ? "char" : "varchar")}({Format(length)})",
            ImageColumnKind.Binary => "blob",
            ImageColumnKind.Int64 when column == ImageColumn.Length => "bigint",
            >= ImageColumnKind.SByte and <= ImageColumnKind.UInt64 => "integer",
            _ => "text",
        };
    }
}
