using System.Data.Common;
using Dapper;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>The rows of one image table, through one connection and its transaction.</summary>
internal readonly partial struct ImageRows<TImage>(IImageTable<TImage> table, DbConnection connection, DbTransaction? transaction = null)
    where TImage : Image
{
    private readonly ImageTableStatements _sql = ImageDatabases.Get(connection).GetStatements(table);

    private readonly SavepointScope? _scope;

    private ImageDatabase Database => _sql.Database;

    /// <summary>For changes. Statements carry with them what an operation in this transaction needs.</summary>
    public ImageRows(IImageTable<TImage> table, DbConnection connection, SavepointScope scope)
        : this(table, connection, scope.Transaction) => _scope = scope;

    public async Task CreateTableAsync(CancellationToken cancellationToken)
    {
        CommandDefinition create = new(_sql.CreateTable, transaction: transaction, cancellationToken: cancellationToken);
        try
        {
            await ExecuteAsync(create).ConfigureAwait(false);
        }
        catch (DbException raced) when (Database.GetErrorKind(raced) is DatabaseErrorKind.AlreadyExists or DatabaseErrorKind.DuplicateKey)
        {
            // `if not exists` may not see a table that is created elsewhere at this moment. Now it exists.
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
        QueryAsync(_sql.SelectSetBatch, (table, key), AddSetKey, cancellationToken);

    /// <summary>All images of the set whose key has these values, column by column; the original first. None if they are too many or too few.</summary>
    public Task<List<TImage>> LoadSetAsync(IReadOnlyList<object> key, CancellationToken cancellationToken)
    {
        return key.Count == table.Definition.KeyColumns.Count
            ? QueryAsync(_sql.SelectSetBatch, (table.Definition.KeyColumns, key), Add, cancellationToken)
            : Task.FromResult<List<TImage>>([]);

        static void Add(ImageParameters parameters, (IReadOnlyList<ImageColumn> Columns, IReadOnlyList<object> Values) key)
        {
            for (int i = 0; i < key.Values.Count; i++)
                parameters.AddKeyPart("@" + key.Columns[i].Parameter, key.Values[i]);
        }
    }

    /// <summary>The same, as it is at this moment: not as the transaction saw it when it began, on databases that tell the two apart.</summary>
    public Task<List<TImage>> LoadSetToChangeAsync(TImage key, CancellationToken cancellationToken) =>
        QueryAsync(_sql.SelectSetToChangeBatch, (table, key), AddSetKey, cancellationToken);

    /// <summary>Makes others who change the set wait until the transaction ends.</summary>
    public Task LockSetAsync(TImage key, CancellationToken cancellationToken) =>
        _sql.LockSet is { } lockSet ? ExecuteAsync(new(lockSet), (table, key), AddSetKey, cancellationToken) : Task.CompletedTask;

    /// <summary>Makes others who change the set wait until the transaction ends, and removes its rows. One command.</summary>
    /// <returns>The deleted rows.</returns>
    public Task<List<TImage>> DeleteSetReturningAsync(TImage key, CancellationToken cancellationToken) =>
        DeleteReturningAsync(removal => removal.DeleteReturning, (table, key), AddSetKey, FaultPoint.RowsRemoved, cancellationToken);

    /// <summary>The same, and puts another original in their place. The last change of its operation.</summary>
    /// <inheritdoc cref="DeleteSetReturningAsync"/>
    public Task<List<TImage>> ReplaceSetAsync(TImage original, CancellationToken cancellationToken) =>
        DeleteReturningAsync(removal => removal.Replace, (table, original), AddRow, FaultPoint.RowInserted, cancellationToken, isLast: true);

    public Task InsertAsync(TImage image, CancellationToken cancellationToken) =>
        ChangeAsync(_sql.InsertBatch, (table, image), AddRow, FaultPoint.RowInserted, cancellationToken);

    /// <summary>Adds a thumbnail of an original, unless one of its size is there or the original is there no longer.</summary>
    public Task InsertThumbnailAsync(TImage thumbnail, TImage original, CancellationToken cancellationToken)
    {
        return ChangeAsync(
            _sql.InsertThumbnailBatch, (Table: table, Thumbnail: thumbnail, original.Revision), Add, FaultPoint.RowInserted, cancellationToken);

        static void Add(ImageParameters parameters, (IImageTable<TImage> Table, TImage Thumbnail, string Revision) row)
        {
            row.Table.AddRow(parameters, row.Thumbnail);
            parameters.Add("@original_revision", row.Revision);
        }
    }

    private async Task<List<TImage>> DeleteReturningAsync<TState>(
        Func<SetRemoval, StatementBatch> statements, TState state, Action<ImageParameters, TState> add, FaultPoint reached, CancellationToken cancellationToken, bool isLast = false)
    {
        Fault.At(FaultPoint.RowsToChange);
        SetRemoval removal = _sql.GetRemoval(Database.ReturnsDeletedRows(connection));
        List<TImage> deleted = await QueryAsync(statements(removal), state, add, cancellationToken, isLast).ConfigureAwait(false);
        Fault.At(reached);
        return deleted;
    }

    private async Task ChangeAsync<TState>(
        StatementBatch statements, TState state, Action<ImageParameters, TState> add, FaultPoint reached, CancellationToken cancellationToken)
    {
        await ExecuteAsync(statements, state, add, cancellationToken).ConfigureAwait(false);
        Fault.At(reached);
    }

    private static void AddSetKey(ImageParameters parameters, (IImageTable<TImage> Table, TImage Key) set) =>
        set.Table.AddSetKey(parameters, set.Key);

    private static void AddRow(ImageParameters parameters, (IImageTable<TImage> Table, TImage Image) row) =>
        row.Table.AddRow(parameters, row.Image);
}
