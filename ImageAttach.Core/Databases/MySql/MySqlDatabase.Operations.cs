using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Databases;

/// <content>What sweeps, checks of tables and the command-line tool need.</content>
public sealed partial class MySqlDatabase
{
    private const string RunLock = "select get_lock(left(concat('imageattach/', database()), 64), 0) = 1";

    // MySQL calls it server_uuid, MariaDB server_uid, and older servers of the latter have none.
    private const string Identity = "show global variables where variable_name in ('server_uuid', 'server_uid', 'server_id', 'hostname', 'port', 'datadir')";

    // Which table a transaction has changed, InnoDB doesn't say. It notes times in the server's own zone.
    private const string OldestTransaction = """
        select timestampdiff(microsecond, min(trx_started), convert_tz(utc_timestamp(6), '+00:00', 'SYSTEM')) / 1000000
        from information_schema.innodb_trx where trx_rows_modified > 0 and trx_mysql_thread_id <> connection_id()
        """;

    private const string OtherTables = """
        select c.table_schema, c.table_name, sum(c.column_name = 'revision')
        from information_schema.columns c join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
        where t.table_type = 'BASE TABLE' and c.table_schema = database() and c.column_name in ('width', 'height', 'mimetype', 'original', 'created_at', 'revision')
        group by c.table_schema, c.table_name
        having sum(c.column_name <> 'revision') = 5
        """;

    private const string TableColumns = """
        select c.column_name, s.seq_in_index, s.index_name
        from information_schema.columns c left join information_schema.statistics s
            on s.table_schema = c.table_schema and s.table_name = c.table_name and s.column_name = c.column_name and s.index_name = 'PRIMARY'
        where c.table_schema = coalesce(@schema, database()) and c.table_name = @table
        """;

    /// <inheritdoc/>
    public override async Task<string> GetIdentityAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> rows = await SqlStatement.ReadAsync(
            connection, Identity, [], reader => KeyValuePair.Create(reader.GetString(0), reader.GetString(1)), cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> variables = new(rows);
        string server = variables.GetValueOrDefault("server_uuid") ?? variables.GetValueOrDefault("server_uid") ?? variables["hostname"];
        object? database = await SqlStatement.ReadValueAsync(connection, "select database()", [], cancellationToken).ConfigureAwait(false);
        return $"mysql {server} id {variables["server_id"]} port {variables["port"]} at {variables["datadir"]} database {database}";
    }

    /// <inheritdoc/>
    public override async Task<TimeSpan?> FindOldestTransactionAsync(
        DbConnection connection, IReadOnlyList<ImageTableDefinition> tables, CancellationToken cancellationToken) =>
        TransactionAge.From(await SqlStatement.ReadValueAsync(connection, OldestTransaction, [], cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<OtherImageTable>> FindOtherTablesAsync(
        DbConnection connection, IReadOnlyList<ImageTableDefinition> tables, CancellationToken cancellationToken)
    {
        string[] own = [.. tables.Select(QuoteTable)];
        List<CatalogTable> found = await CatalogTable.ReadAsync(connection, OtherTables, [], cancellationToken).ConfigureAwait(false);
        return [.. found
            .Where(table => !(own.Contains(Quote(table.Name)) || own.Contains($"{Quote(table.Schema)}.{Quote(table.Name)}")))
            .Select(table => table.ToOtherImageTable(this))];
    }

    /// <inheritdoc/>
    public override Task<bool> IsHiddenAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken) =>
        IsTemporaryAsync(connection, QuoteTable(table), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>A temporary table also hides one that is named with its schema.</remarks>
    public override Task<bool> IsHiddenAsync(DbConnection connection, OtherImageTable table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        return IsTemporaryAsync(connection, table.Name, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<bool> IsStandbyAsync(DbConnection connection, CancellationToken cancellationToken) => Convert.ToBoolean(
        await SqlStatement.ReadValueAsync(connection, "select @@global.read_only <> 0", [], cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture)
        || await IsReplicaAsync(connection, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override Task<string?> FindCommitWeaknessAsync(DbConnection connection) => MySqlDurability.FindWeaknessAsync(connection);

    /// <inheritdoc/>
    public override Task<ExistingTable?> FindTableAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        return CatalogColumn.ReadTableAsync(connection, TableColumns, [("@schema", table.Schema), ("@table", table.Name)], cancellationToken);
    }

    /// <inheritdoc/>
    public override string ComposeReplacePrimaryKey(ImageTableDefinition table, ExistingTable existing)
    {
        ArgumentNullException.ThrowIfNull(existing);
        return $"alter table {QuoteTable(table)} {(existing.PrimaryKey.Count == 0 ? "" : "drop primary key, ")}add {ComposePrimaryKey(table)}";
    }

    /// <inheritdoc/>
    public override async Task<IAsyncDisposable?> TryLockRunAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await SessionLock.TryAcquireAsync(connection, RunLock, "select release_lock(left(concat('imageattach/', database()), 64))", cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <remarks>MariaDB and MySQL fill a new column themselves.</remarks>
    protected override string? GetFiller(string type) => null;

    // The information schema of most versions doesn't show temporary tables. The statement shows the table that other statements use.
    private async Task<bool> IsTemporaryAsync(DbConnection connection, string quotedName, CancellationToken cancellationToken)
    {
        try
        {
            List<string> shown = await SqlStatement.ReadAsync(
                connection, $"show create table {quotedName}", [], reader => reader.GetString(1), cancellationToken).ConfigureAwait(false);
            return shown.Exists(create => create.StartsWith("create temporary table ", StringComparison.OrdinalIgnoreCase));
        }
        catch (DbException failure) when (GetErrorKind(failure) is DatabaseErrorKind.MissingTable or DatabaseErrorKind.AccessDenied)
        {
            return false; // missing tables are reported where they matter, and the session may do everything with a temporary table of its own
        }
    }

    // A role that may not ask, and a server that calls it something else, are covered by the place that the claim notes: a replica has another one.
    private static async Task<bool> IsReplicaAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return (await SqlStatement.ReadAsync(connection, "show replica status", [], _ => true, cancellationToken).ConfigureAwait(false)).Count > 0;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
