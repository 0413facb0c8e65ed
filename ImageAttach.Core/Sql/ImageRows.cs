using System.Data.Common;
using Dapper;
using ImageAttach.Faults;
using ImageAttach.Transactions;

namespace ImageAttach.Sql;

/// <summary>The rows of one image table, through one connection and its transaction.</summary>
internal readonly partial struct ImageRows<TImage>(IImageTable<TImage> table, DbConnection connection, DbTransaction? transaction = null)
    where TImage : Image
{
    private const string UniqueViolation = "23505";
    private const string DuplicateTable = "42P07";
    private const string DuplicateObject = "42710"; // the type that goes with a table

    private readonly SqlDialect _dialect = SqlDialects.Of(connection);
    private readonly ImageTableSql _sql = table.SqlFor(SqlDialects.Of(connection));

    private readonly Within? _within;

    /// <summary>For changes. Statements carry with them what an operation in this transaction needs.</summary>
    public ImageRows(IImageTable<TImage> table, DbConnection connection, Within within)
        : this(table, connection, within.Transaction) => _within = within;

    public async Task CreateTableAsync(CancellationToken cancellationToken)
    {
        CommandDefinition create = new(_sql.CreateTable, transaction: transaction, cancellationToken: cancellationToken);
        try
        {
            await ExecuteAsync(create).ConfigureAwait(false);
        }
        catch (DbException raced) when (raced.SqlState is UniqueViolation or DuplicateTable or DuplicateObject)
        {
            // PostgreSQL: `if not exists` doesn't see a table that somebody else is making at this moment. Now it is there.
            await ExecuteAsync(create).ConfigureAwait(false);
        }
    }

    /// <summary>An image's file as a ledger notes it. Its rows are looked up without the transaction, once that has ended.</summary>
    public static LedgerEntry FileOf(IImageTable<TImage> table, TImage image, IImageStore store)
    {
        StoreKey key = image.Key;
        return new(store, key, lookup => FileReferences.ExistAsync(table, image, key, lookup));
    }

    /// <inheritdoc cref="FileOf(IImageTable{TImage}, TImage, IImageStore)"/>
    public LedgerEntry FileOf(TImage image, IImageStore store) => FileOf(table, image, store);

    /// <summary>All images of one set, the original first.</summary>
    public Task<List<TImage>> LoadSetAsync(TImage key, CancellationToken cancellationToken) =>
        QueryAsync(_sql.SelectSet, (table, key), AddSetKey, resultsBefore: 0, cancellationToken);

    /// <summary>All images of the set whose key has these values, column by column; the original first. None if they are too many or too few.</summary>
    public Task<List<TImage>> LoadSetAsync(IReadOnlyList<object> key, CancellationToken cancellationToken)
    {
        return key.Count == _sql.SetKeyParameters.Count
            ? QueryAsync(_sql.SelectSet, (_sql.SetKeyParameters, key), Add, resultsBefore: 0, cancellationToken)
            : Task.FromResult<List<TImage>>([]);

        static void Add(ImageParameters parameters, (IReadOnlyList<string> Names, IReadOnlyList<object> Values) key)
        {
            for (int i = 0; i < key.Values.Count; i++)
                parameters.AddKeyPart("@" + key.Names[i], key.Values[i]);
        }
    }

    /// <summary>The same, as it is at this moment: not as the transaction saw it when it began, on databases that tell the two apart.</summary>
    public Task<List<TImage>> LoadSetToChangeAsync(TImage key, CancellationToken cancellationToken) =>
        QueryAsync(_sql.SelectSetForUpdate, (table, key), AddSetKey, resultsBefore: 0, cancellationToken);

    /// <summary>Makes others who change the set wait until the transaction ends.</summary>
    public Task LockSetAsync(TImage key, CancellationToken cancellationToken) =>
        _sql.LockSet is null ? Task.CompletedTask : ExecuteAsync(WithSetKey(_sql.LockSet, key, cancellationToken));

    /// <summary>Makes others who change the set wait until the transaction ends, and removes its rows. One command.</summary>
    /// <returns>The rows that went.</returns>
    public Task<List<TImage>> TakeSetAsync(TImage key, CancellationToken cancellationToken) =>
        TakeAsync(removal => removal.Take, (table, key), AddSetKey, FaultPoint.RowsRemoved, cancellationToken);

    /// <summary>The same, and puts another original in their place. The last change of its operation.</summary>
    /// <inheritdoc cref="TakeSetAsync"/>
    public Task<List<TImage>> ReplaceSetAsync(TImage original, CancellationToken cancellationToken) =>
        TakeAsync(removal => removal.Replace, (table, original), AddRow, FaultPoint.RowInserted, cancellationToken, isLast: true);

    public Task InsertAsync(TImage image, CancellationToken cancellationToken) =>
        ChangeAsync(_sql.Insert, (table, image), AddRow, FaultPoint.RowInserted, cancellationToken);

    /// <summary>Adds a thumbnail of an original, unless one of its size is there or the original is there no longer.</summary>
    public Task InsertThumbnailAsync(TImage thumbnail, TImage original, CancellationToken cancellationToken)
    {
        return ChangeAsync(
            _sql.InsertThumbnail, (Table: table, Thumbnail: thumbnail, original.Revision), Add, FaultPoint.RowInserted, cancellationToken);

        static void Add(ImageParameters parameters, (IImageTable<TImage> Table, TImage Thumbnail, string Revision) row)
        {
            row.Table.AddRow(parameters, row.Thumbnail);
            parameters.Add("@original_revision", row.Revision);
        }
    }

    // Not through Dapper, whose reader costs 300 bytes a query more and, in 2.1.86, leaves its command open under `await using`.
    private async Task<List<TImage>> QueryAsync<TState>(
        string sql, TState state, Action<ImageParameters, TState> add, int resultsBefore, CancellationToken cancellationToken, bool isLast = false)
    {
        try
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = Send(sql, isLast);
                if (transaction is not null)
                    command.Transaction = transaction;
                add(new ImageParameters(command, _dialect), state);
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    for (int result = 0; result < resultsBefore; result++)
                        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    List<TImage> images = [];
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        images.Add(table.Read(reader));

                    // What went wrong in a later statement is told when it is come to. Not cut short: then it wouldn't be known how far it went.
                    while (await reader.NextResultAsync(CancellationToken.None).ConfigureAwait(false))
                    {
                    }

                    return images;
                }
            }
        }
        catch (Exception failure) when (TableErrors.Explain(failure, table, connection) is { } explained)
        {
            throw explained;
        }
    }

    private async Task<List<TImage>> TakeAsync<TState>(
        Func<SetRemoval, string> sql, TState state, Action<ImageParameters, TState> add, FaultPoint done, CancellationToken cancellationToken, bool isLast = false)
    {
        Fault.At(FaultPoint.RowsToChange);
        SetRemoval removal = _sql.RemovalOf(SqlDialects.ReturnsDeleted(connection));
        List<TImage> taken = await QueryAsync(sql(removal), state, add, removal.ResultsBefore, cancellationToken, isLast).ConfigureAwait(false);
        Fault.At(done);
        return taken;
    }

    private async Task ChangeAsync<TState>(
        string sql, TState state, Action<ImageParameters, TState> add, FaultPoint done, CancellationToken cancellationToken)
    {
        await ExecuteAsync(Command(sql, state, add, cancellationToken)).ConfigureAwait(false);
        Fault.At(done);
    }

    private Task<int> ExecuteAsync(CommandDefinition command) =>
        TableErrors.ExplainAsync(connection.ExecuteAsync(command), table, connection);

    private CommandDefinition WithSetKey(string sql, TImage key, CancellationToken cancellationToken) =>
        Command(sql, (table, key), AddSetKey, cancellationToken);

    private CommandDefinition Command<TState>(
        string sql, TState state, Action<ImageParameters, TState> add, CancellationToken cancellationToken) =>
        new(Send(sql), new CommandParameters<TState>(_dialect, state, add), transaction, cancellationToken: cancellationToken);

    private string Send(string sql, bool isLast = false) => _within is null ? sql : _within.Send(sql, isLast);

    private static void AddSetKey(ImageParameters parameters, (IImageTable<TImage> Table, TImage Key) set) =>
        set.Table.AddSetKey(parameters, set.Key);

    private static void AddRow(ImageParameters parameters, (IImageTable<TImage> Table, TImage Image) row) =>
        row.Table.AddRow(parameters, row.Image);
}
