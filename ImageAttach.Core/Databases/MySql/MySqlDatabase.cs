using System.Data;
using System.Data.Common;
using System.Globalization;
using ImageAttach.Transactions;
using IsolationLevel = System.Data.IsolationLevel;
using Transaction = System.Transactions.Transaction;

namespace ImageAttach.Databases;

/// <summary>MariaDB and MySQL, through MySqlConnector.</summary>
public sealed partial class MySqlDatabase : ImageDatabase
{
    // What only the database itself reports, and only of a transaction that it rolled back: constraints, deadlocks (1213; Galera's failed certification
    // has the same state), and branches that XA rolled back (XA100 to XA107).
    private static readonly string[] RolledBack = ["23", "40", "XA10"];

    private MySqlDatabase()
    {
    }

    /// <summary>Gets the database.</summary>
    public static MySqlDatabase Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "MySQL";

    /// <inheritdoc/>
    public override string BeginCommittedRead => $"{BeforeCommittedQuery}; start transaction read only";

    /// <inheritdoc/>
    /// <remarks>It holds for the next transaction, which the query is.</remarks>
    public override string BeforeCommittedQuery => "set transaction isolation level read committed";

    /// <inheritdoc/>
    public override string ClockQuery => "select utc_timestamp(6)";

    /// <inheritdoc/>
    /// <remarks>Gaps are locked as well, so that two first images of one owner can't both get in.</remarks>
    public override IsolationLevel OperationIsolation => IsolationLevel.RepeatableRead;

    internal override SqlDialect? Dialect => SqlDialect.MySql;

    internal override string ConnectionType => "MySqlConnector.MySqlConnection";

    /// <inheritdoc/>
    public override string Quote(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
    }

    /// <inheritdoc/>
    /// <remarks>A Guid is text, whatever GuidFormat the connection was opened with.</remarks>
    public override void SetValue(DbParameter parameter, DbType type, object? value)
    {
        if (type == DbType.Guid)
            base.SetValue(parameter, DbType.String, ((Guid?)value)?.ToString("D"));
        else
            base.SetValue(parameter, type, value);
    }

    /// <inheritdoc/>
    /// <remarks>No gaps are locked below repeatable read.</remarks>
    public override bool IsSafe(IsolationLevel isolation) => isolation is not (IsolationLevel.ReadUncommitted or IsolationLevel.ReadCommitted);

    /// <inheritdoc/>
    public override IsolationLevel GetSafeIsolation(IsolationLevel requested) => IsSafe(requested) ? requested : IsolationLevel.RepeatableRead;

    /// <inheritdoc/>
    /// <remarks>XA transactions, which are MySqlConnector's default, have the server's isolation, whatever was requested.</remarks>
    public override IsolationLevel GetAmbientIsolation(Transaction transaction, DbConnection connection) =>
        UsesXa(connection) ? IsolationLevel.RepeatableRead : base.GetAmbientIsolation(transaction, connection);

    /// <inheritdoc/>
    /// <remarks>
    /// The server ends the transaction of a deadlock's victim and lets the session go on, each statement then committed by itself. A savepoint is
    /// lost there as soon as it is made, so that going back to it fails.
    /// </remarks>
    public override IReadOnlyList<string> ComposeSavepoint(string name) => [.. base.ComposeSavepoint(name), ComposeRollbackTo(name)];

    /// <inheritdoc/>
    public override DatabaseErrorKind GetErrorKind(DbException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure.SqlState switch
        {
            "40001" => DatabaseErrorKind.Conflict,
            "42S02" => DatabaseErrorKind.MissingTable,
            "42S22" => DatabaseErrorKind.MissingColumn,
            "42S01" => DatabaseErrorKind.AlreadyExists,
            "25006" => DatabaseErrorKind.ReadOnly,
            "22007" or "22003" or "22001" => DatabaseErrorKind.WrongType,
            "23000" when Says("Duplicate entry") => DatabaseErrorKind.DuplicateKey,
            "42000" when Says("SAVEPOINT ") => DatabaseErrorKind.LostSavepoint,
            _ when Says("unknown database") => DatabaseErrorKind.MissingSchema,
            _ when Says("--read-only") => DatabaseErrorKind.ReadOnly, // one state stands for many errors there
            _ when Says("command denied") || Says("Access denied") => DatabaseErrorKind.AccessDenied,
            _ when Says("Incorrect ") => DatabaseErrorKind.WrongType,
            _ => DatabaseErrorKind.Other,
        };

        bool Says(string words) => failure.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public override bool ProvesRollback(Exception? failure) =>
        FindSqlState(failure) is { } state && state != "40003" && Array.Exists(RolledBack, proof => state.StartsWith(proof, StringComparison.Ordinal));

    private static bool UsesXa(DbConnection connection)
    {
        DbConnectionStringBuilder settings = new() { ConnectionString = connection.ConnectionString };
        return !((settings.TryGetValue("UseXaTransactions", out object? xa) || settings.TryGetValue("Use XA Transactions", out xa))
            && bool.TryParse(Convert.ToString(xa, CultureInfo.InvariantCulture), out bool isOn) && !isOn);
    }
}
