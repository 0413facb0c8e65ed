using System.Globalization;
using Dapper;
using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <content>The next place in a list of sets.</content>
internal readonly partial struct ImageRows<TImage>
{
    /// <summary>The last place that is taken in a list, as the transaction sees it; null when the list is empty.</summary>
    public Task<decimal?> LastPlaceAsync(SetList<TImage> list, TImage key, CancellationToken cancellationToken) =>
        LastPlaceAsync(list, key, forUpdate: "", cancellationToken);

    /// <summary>Makes others who add to a list wait until the transaction ends.</summary>
    /// <param name="list">The list.</param>
    /// <param name="image">A new original for any set of the list.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The key of the first set that is free.</returns>
    public async Task<TImage> LockNextAsync(SetList<TImage> list, TImage image, CancellationToken cancellationToken)
    {
        await LockListAsync(list, image, cancellationToken).ConfigureAwait(false);
        decimal? last = await LastPlaceAsync(list, image, Database.ForUpdate, cancellationToken).ConfigureAwait(false);
        while (_sql.LockSet is not null && !Database.LocksGaps)
        {
            // Another caller may be attaching to that very set without adding to the list.
            await LockSetAsync(list.GetNextKey(image, last), cancellationToken).ConfigureAwait(false);
            decimal? seen = last;
            last = await LastPlaceAsync(list, image, Database.ForUpdate, cancellationToken).ConfigureAwait(false);
            if (last == seen)
                break;
        }

        return list.GetNextKey(image, last);
    }

    private async Task<decimal?> LastPlaceAsync(SetList<TImage> list, TImage key, string forUpdate, CancellationToken cancellationToken)
    {
        KeyColumns part = list.GetListKey(Database);
        object? last = await ScalarAsync(
            part, $"select {Database.ComposeMaximum(list.Column)} from {_sql.Table} where {part.ComposeCondition(1)}{forUpdate}", key, cancellationToken).ConfigureAwait(false);
        return last is null or DBNull ? null : Convert.ToDecimal(last, CultureInfo.InvariantCulture);
    }

    private Task LockListAsync(SetList<TImage> list, TImage image, CancellationToken cancellationToken)
    {
        KeyColumns part = list.GetListKey(Database);
        return Database.ComposeLockList(table.Definition, part.Columns) switch
        {
            null => Task.CompletedTask,
            { UsesRow: true } locking => ExecuteAsync(new([.. locking.Statements]), (Table: table, Row: RowOutside(list, image), list.Parameter), AddRowOutside, cancellationToken),
            { } locking => ExecuteAsync(
                new([.. locking.Statements]),
                (part, table, new[] { image }),
                AddKeys,
                cancellationToken),
        };
    }

    // A row that no set has, once its place is 0.
    private TImage RowOutside(SetList<TImage> list, TImage image)
    {
        TImage row = table.Derive(image, list.GetKey(image, SetList<TImage>.FirstPlace));
        (row.MimeType, row.CreatedAt, row.Original) = (image.MimeType, image.CreatedAt, false);
        return row;
    }

    // The place is set in the command, because the key's type may not allow 0.
    private static void AddRowOutside(ImageParameters parameters, (IImageTable<TImage> Table, TImage Row, string Parameter) state)
    {
        state.Table.AddRow(parameters, state.Row);
        parameters.Command.Parameters["@" + state.Parameter].Value = 0;
    }

    private Task<object?> ScalarAsync(KeyColumns part, string sql, TImage key, CancellationToken cancellationToken) => ScalarAsync(
        sql,
        (part, table, new[] { key }),
        AddKeys,
        cancellationToken);

    private async Task<object?> ScalarAsync<TState>(string sql, TState state, Action<ImageParameters, TState> add, CancellationToken cancellationToken)
    {
        StatementBatch sent = Wrap(new StatementBatch(sql));
        for (int i = 0; !Database.SupportsBatches && i < sent.Query; i++)
            await ExecuteAsync(CreateSingleCommand(sent.Statements[i], state, add, cancellationToken)).ConfigureAwait(false);
        CommandDefinition command = CreateCommand(Database.SupportsBatches ? sent.Text : sql, state, add, cancellationToken);
        return await TableErrors.ExplainAsync(connection.ExecuteScalarAsync(command), table, connection).ConfigureAwait(false);
    }
}
