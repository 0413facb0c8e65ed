using System.Globalization;
using Dapper;

namespace ImageAttach.Sql;

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
        if (_dialect == SqlDialect.MySql)
            await LockByRowAsync(list, image, cancellationToken).ConfigureAwait(false);
        if (_dialect == SqlDialect.PostgreSql)
            await LockByNameAsync(list, image, cancellationToken).ConfigureAwait(false);
        decimal? last = await LastPlaceAsync(list, image, _sql.ForUpdate, cancellationToken).ConfigureAwait(false);
        while (_dialect == SqlDialect.PostgreSql)
        {
            // Another caller may be attaching to that very set without adding to the list.
            await LockSetAsync(list.After(image, last), cancellationToken).ConfigureAwait(false);
            decimal? seen = last;
            last = await LastPlaceAsync(list, image, _sql.ForUpdate, cancellationToken).ConfigureAwait(false);
            if (last == seen)
                break;
        }

        return list.After(image, last);
    }

    // The sum makes MySQL read the list from its beginning, so that those who wait hold no lock. The maximum of a column it looks up from the
    // end, and locks the gap behind it before it waits for the row: two of them would be a deadlock.
    private async Task<decimal?> LastPlaceAsync(SetList<TImage> list, TImage key, string forUpdate, CancellationToken cancellationToken)
    {
        KeyPart part = list.KeyIn(_sql);
        string place = _dialect == SqlDialect.MySql ? $"{list.ColumnIn(_sql)} + 0" : list.ColumnIn(_sql);
        object? last = await TableErrors.ExplainAsync(
            connection.ExecuteScalarAsync(PartCommand(
                part, $"select max({place}) from {_sql.Table} where {part.In(1)}{forUpdate}", key, cancellationToken)),
            table,
            connection).ConfigureAwait(false);
        return last is null or DBNull ? null : Convert.ToDecimal(last, CultureInfo.InvariantCulture);
    }

    // Another number than that of the sets' own locks.
    private Task<int> LockByNameAsync(SetList<TImage> list, TImage key, CancellationToken cancellationToken)
    {
        KeyPart part = list.KeyIn(_sql);
        string name = table.QualifiedName.Replace("'", "''", StringComparison.Ordinal);
        return ExecuteAsync(PartCommand(
            part, $"select pg_advisory_xact_lock(hashtextextended(concat_ws('/', '{name}', {part.ParametersOf(0)}), 1))", key, cancellationToken));
    }

    // MySQL has no lock that ends with the transaction and needs no row. Locking the gap where a first row would go doesn't help: many can
    // lock it, and then none of them can insert. So a row is inserted that no set has, and removed at once. Others who insert it wait. The
    // update makes them wait for an exclusive lock; for shared ones all would be admitted together.
    private Task<int> LockByRowAsync(SetList<TImage> list, TImage image, CancellationToken cancellationToken)
    {
        TImage row = table.Derive(image, list.At(image, SetList<TImage>.FirstPlace));
        (row.MimeType, row.CreatedAt, row.Original) = (image.MimeType, image.CreatedAt, false);
        string size = string.Join(" and ", "`width` = @width", "`height` = @height", "`recipe` = @recipe");
        string sql =
            $"""
            {_sql.Insert}
            on duplicate key update `width` = `width`;
            delete from {_sql.Table} where {_sql.WhereSet} and {size}
            """;
        return ExecuteAsync(Command(sql, (Table: table, Row: row, list.Parameter), AddRowBeforeFirst, cancellationToken));
    }

    // The place is set in the command, because the key's type may not allow 0.
    private static void AddRowBeforeFirst(ImageParameters parameters, (IImageTable<TImage> Table, TImage Row, string Parameter) state)
    {
        state.Table.AddRow(parameters, state.Row);
        parameters.Command.Parameters["@" + state.Parameter].Value = 0;
    }

    private CommandDefinition PartCommand(KeyPart part, string sql, TImage key, CancellationToken cancellationToken) => Command(
        sql,
        (Part: part, Table: table, Keys: new[] { key }),
        static (parameters, state) => state.Part.Add(parameters, state.Table, state.Keys),
        cancellationToken);
}
