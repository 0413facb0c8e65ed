using System.Data.Common;
using System.Globalization;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <content>What sweeps, checks of tables and the command-line tool need.</content>
public sealed partial class SqliteDatabase
{
    private const string OtherTables = """
        select t.schema, t.name, (select count(*) from pragma_table_info(t.name, t.schema) where name = 'revision')
        from pragma_table_list t
        where t.type = 'table' and (select count(*) from pragma_table_info(t.name, t.schema) where name in ('width', 'height', 'mimetype', 'original', 'created_at')) = 5
        """;

    // Views as well.
    private const string TemporaryTable = "select count(*) from temp.sqlite_master where type in ('table', 'view') and name = @name collate nocase";

    /// <inheritdoc/>
    public override bool SyncsCommits => true;

    /// <inheritdoc/>
    public override async Task<string> GetIdentityAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        object? file = await SqlStatement.ReadValueAsync(
            connection, "select file from pragma_database_list where name = 'main'", [], cancellationToken).ConfigureAwait(false);
        return $"sqlite {SqliteFile.Describe(Convert.ToString(file, CultureInfo.InvariantCulture) ?? "")}";
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<OtherImageTable>> FindOtherTablesAsync(
        DbConnection connection, IReadOnlyList<ImageTableDefinition> tables, CancellationToken cancellationToken)
    {
        string[] own = [.. tables.Select(QuoteTable)];
        List<CatalogTable> found = await CatalogTable.ReadAsync(connection, OtherTables, [], cancellationToken).ConfigureAwait(false);
        return [.. found.Where(IsOther).Select(table => table.ToOtherImageTable(this))];

        bool IsOther(CatalogTable table) =>
            table.Schema != "main" || !(own.Contains(Quote(table.Name)) || own.Contains($"{Quote(table.Schema)}.{Quote(table.Name)}"));
    }

    /// <inheritdoc/>
    public override async Task<bool> IsHiddenAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Schema is null && Convert.ToInt64(
            await SqlStatement.ReadValueAsync(connection, TemporaryTable, [("@name", table.Name)], cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture) > 0;
    }

    /// <inheritdoc/>
    public override Task<IAsyncDisposable> HideUncommittedAsync(DbConnection connection) => SqliteCommittedRead.BeginAsync(connection);

    /// <inheritdoc/>
    public override async Task<bool> IsInTransactionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            CommittedRead read = await CommittedRead.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
            await read.DisposeAsync().ConfigureAwait(false);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
        catch (DbException failure) when (failure.Message.Contains("within a transaction", StringComparison.Ordinal))
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> ReadsUncommittedAsync(DbConnection connection, CancellationToken cancellationToken) => Convert.ToBoolean(
        await SqlStatement.ReadValueAsync(connection, "pragma read_uncommitted", [], cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override Task<string?> FindCommitWeaknessAsync(DbConnection connection) => SqliteDurability.FindWeaknessAsync(connection);

    /// <inheritdoc/>
    public override Task<ExistingTable?> FindTableAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        return CatalogColumn.ReadTableAsync(
            connection, "select name, nullif(pk, 0), null from pragma_table_info(@table)", [("@table", table.Name)], cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>SQLite can't change a key: the rows go into a new table.</remarks>
    public override string ComposeReplacePrimaryKey(ImageTableDefinition table, ExistingTable existing)
    {
        ArgumentNullException.ThrowIfNull(table);
        string columns = string.Join(", ", table.ColumnsInTable.Select(column => Quote(column.Name)));
        string old = Quote($"{table.Name}_old");
        return $"""
            begin;
            alter table {QuoteTable(table)} rename to {old};
            {ComposeCreateTable(table)};
            insert into {QuoteTable(table)} ({columns}) select {columns} from {old};
            drop table {old};
            commit
            """;
    }

    /// <inheritdoc/>
    /// <remarks>A file beside that of the database: SQLite has no locks that other connections could write beside.</remarks>
    public override Task<IAsyncDisposable?> TryLockRunAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        try
        {
            return Task.FromResult<IAsyncDisposable?>(new FileStream(
                connection.DataSource + ".imageattach-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            return Task.FromResult<IAsyncDisposable?>(null);
        }
    }
}
