using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Databases;

/// <content>What sweeps, checks of tables and the command-line tool need.</content>
public sealed partial class PostgreSqlDatabase
{
    private const string OwnNames = "@own";

    private const string RunLockName = "hashtextextended(concat_ws('/', 'imageattach', current_database(), current_schema()), 0)";

    // A promoted standby is on another timeline than the primary that it was copied from, and a restored dump has created its tables again.
    private const string Identity = $"""
        select concat_ws(' ', 'postgresql', system_identifier, 'timeline', left(pg_walfile_name(pg_current_wal_lsn()), 8), 'port', current_setting('port'),
            'database', (select oid from pg_database where datname = current_database()), 'table', to_regclass('{StoreTableName}')::oid)
        from pg_control_system()
        """;

    // Standbys that are connected and not waited for: after a failover to one the last commits are gone. Every role may count them.
    private const string CommitWeakness = """
        select case
          when current_setting('fsync') = 'off' then 'fsync = off'
          when current_setting('synchronous_commit') = 'off' then 'synchronous_commit = off'
          when not exists (select from pg_stat_replication) then null
          when current_setting('synchronous_commit') = 'local' then 'synchronous_commit = local, with a standby'
          when current_setting('synchronous_standby_names') = '' then 'synchronous_standby_names is empty, with a standby'
        end
        """;

    // Those that have changed one of the tables, and prepared ones. A role without pg_read_all_stats sees the times of its own sessions alone.
    private const string OldestTransaction = $$"""
        select extract(epoch from clock_timestamp() - min(began)) from (
            select a.xact_start from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'relation' and l.mode <> 'AccessShareLock' and l.pid <> pg_backend_pid() and l.relation in (select to_regclass(name)::oid from (values {{OwnNames}}) as own (name))
            and l.database = (select oid from pg_database where datname = current_database())
            union all
            select p.prepared from pg_prepared_xacts p where p.database = current_database()
        ) as open (began)
        """;

    // From the catalog: the information schema hides tables that the role may not read, and those matter as well.
    private const string OtherTables = $"""
        select n.nspname, c.relname, count(*) filter (where a.attname = 'revision')
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' and not a.attisdropped
        and a.attname in ('width', 'height', 'mimetype', 'original', 'created_at', 'revision')
        and not exists (select from (values {OwnNames}) as own (name) where c.oid = to_regclass(own.name))
        group by c.oid, n.nspname, c.relname
        having count(*) filter (where a.attname <> 'revision') = 5
        """;

    private const string TemporaryTable = "select count(*) from pg_class where oid = to_regclass(@name) and relpersistence = 't'";

    private const string TableColumns = """
        select a.attname, array_position(k.conkey, a.attnum), k.conname
        from pg_attribute a left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'p'
        where a.attrelid = to_regclass(@table::text) and a.attnum > 0 and not a.attisdropped
        """;

    /// <inheritdoc/>
    public override async Task<string> GetIdentityAsync(DbConnection connection, CancellationToken cancellationToken) => Convert.ToString(
        await SqlStatement.ReadValueAsync(connection, Identity, [], cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture) ?? "";

    /// <inheritdoc/>
    public override async Task<TimeSpan?> FindOldestTransactionAsync(
        DbConnection connection, IReadOnlyList<ImageTableDefinition> tables, CancellationToken cancellationToken)
    {
        (string Name, object? Value)[] names = NamesOf(tables);
        string own = string.Join(", ", names.Select(name => $"({name.Name}::text)"));
        return TransactionAge.From(await SqlStatement.ReadValueAsync(
            connection, OldestTransaction.Replace(OwnNames, own, StringComparison.Ordinal), names, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<OtherImageTable>> FindOtherTablesAsync(
        DbConnection connection, IReadOnlyList<ImageTableDefinition> tables, CancellationToken cancellationToken)
    {
        (string Name, object? Value)[] names = NamesOf(tables);
        string own = string.Join(", ", names.Select(name => $"({name.Name}::text)").Append("(null)"));
        List<CatalogTable> found = await CatalogTable.ReadAsync(
            connection, OtherTables.Replace(OwnNames, own, StringComparison.Ordinal), names, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(table => table.ToOtherImageTable(this))];
    }

    /// <inheritdoc/>
    public override async Task<bool> IsHiddenAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken) => Convert.ToInt64(
        await SqlStatement.ReadValueAsync(connection, TemporaryTable, [("@name", QuoteTable(table))], cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture) > 0;

    /// <inheritdoc/>
    public override async Task<bool> IsStandbyAsync(DbConnection connection, CancellationToken cancellationToken) => Convert.ToBoolean(
        await SqlStatement.ReadValueAsync(connection, "select pg_is_in_recovery()", [], cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override async Task<string?> FindCommitWeaknessAsync(DbConnection connection) =>
        await SqlStatement.ReadValueAsync(connection, CommitWeakness, [], CancellationToken.None).ConfigureAwait(false) as string;

    /// <inheritdoc/>
    public override Task<ExistingTable?> FindTableAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken) =>
        CatalogColumn.ReadTableAsync(connection, TableColumns, [("@table", QuoteTable(table))], cancellationToken);

    /// <inheritdoc/>
    public override async Task<IAsyncDisposable?> TryLockRunAsync(DbConnection connection, CancellationToken cancellationToken) => await SessionLock.TryAcquireAsync(
        connection, $"select pg_try_advisory_lock({RunLockName})", $"select pg_advisory_unlock({RunLockName})", cancellationToken).ConfigureAwait(false);

    private (string Name, object? Value)[] NamesOf(IReadOnlyList<ImageTableDefinition> tables) =>
        [.. tables.Select(QuoteTable).Distinct().Select((name, i) => ($"@t{i}", (object?)name))];
}
