using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;
using ImageAttach.Faults;

namespace ImageAttach.Sql;

/// <summary>The rows of one image table, through one connection and its transaction.</summary>
internal readonly struct ImageRows<TImage>(IImageTable<TImage> table, DbConnection connection, DbTransaction? transaction = null)
    where TImage : Image
{
    // SQLite takes 32,766 parameters, the others 65,535. Beyond a few thousand, larger queries gain nothing.
    private const int MostParametersOfAQuery = 4_000;

    private const string UniqueViolation = "23505";
    private const string DuplicateTable = "42P07";
    private const string DuplicateObject = "42710"; // the type that goes with a table

    private readonly SqlDialect _dialect = SqlDialects.Of(connection);
    private readonly ImageTableSql _sql = table.SqlFor(SqlDialects.Of(connection));

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

    /// <summary>All images of one set, the original first.</summary>
    public Task<List<TImage>> LoadSetAsync(TImage key, CancellationToken cancellationToken) =>
        QueryAsync(_sql.SelectSet, (table, key), AddSetKey, cancellationToken);

    /// <summary>The same, as it is at this moment: not as the transaction saw it when it began, on databases that tell the two apart.</summary>
    public Task<List<TImage>> LoadSetToChangeAsync(TImage key, CancellationToken cancellationToken) =>
        QueryAsync(_sql.SelectSetForUpdate, (table, key), AddSetKey, cancellationToken);

    /// <summary>Makes others who change the set wait until the transaction ends.</summary>
    public Task LockSetAsync(TImage key, CancellationToken cancellationToken) =>
        _sql.LockSet is null ? Task.CompletedTask : ExecuteAsync(WithSetKey(_sql.LockSet, key, cancellationToken));

    /// <summary>All images of an owner's many sets, set after set in the order of their keys, each set's original first.</summary>
    /// <param name="key">An image that carries the owner's key.</param>
    /// <param name="ownerKey">Those of the set's key parameters that hold the owner's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<List<TImage>> LoadOwnerAsync(TImage key, IReadOnlyList<string> ownerKey, CancellationToken cancellationToken)
    {
        IEnumerable<string> conditions = _sql.SetKeyColumns.Zip(_sql.SetKeyParameters)
            .Where(part => ownerKey.Contains(part.Second))
            .Select(part => $"{part.First} = @{part.Second}");
        string sql = $"{_sql.Select} where {string.Join(" and ", conditions)} order by {string.Join(", ", _sql.SetKeyColumns)}, {_sql.OrderBy}";
        return QueryAsync(sql, (Table: table, Key: key, Others: _sql.SetKeyParameters.Except(ownerKey)), AddOwnerKey, cancellationToken);

        static void AddOwnerKey(ImageParameters parameters, (IImageTable<TImage> Table, TImage Key, IEnumerable<string> Others) owner)
        {
            owner.Table.AddSetKey(parameters, owner.Key);
            foreach (string other in owner.Others)
                parameters.Command.Parameters.RemoveAt("@" + other);
        }
    }

    /// <summary>All images of many sets: one query, or one for each few thousand sets.</summary>
    public async Task<List<TImage>> LoadSetsAsync(IReadOnlyCollection<TImage> keys, CancellationToken cancellationToken)
    {
        List<TImage> images = [];
        foreach (TImage[] chunk in keys.Chunk(MostParametersOfAQuery / _sql.SetKeyColumns.Count))
            images.AddRange(await QueryAsync(SelectSets(chunk.Length), (Table: table, Keys: chunk), AddSetKeys, cancellationToken).ConfigureAwait(false));
        return images;
    }

    public Task InsertAsync(TImage image, CancellationToken cancellationToken) => ChangeAsync(
        _sql.Insert,
        (Table: table, Image: image),
        static (parameters, row) => row.Table.AddRow(parameters, row.Image),
        FaultPoint.RowInserted,
        cancellationToken);

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

    public Task DeleteSetAsync(TImage key, CancellationToken cancellationToken) =>
        ChangeAsync(_sql.DeleteSet, (table, key), AddSetKey, FaultPoint.RowsRemoved, cancellationToken);

    // where ("a", "b") in ((@a_0, @b_0), (@a_1, @b_1)), or where "a" in (@a_0, @a_1) for a key of one column.
    private string SelectSets(int count)
    {
        bool single = _sql.SetKeyColumns.Count == 1;
        StringBuilder sql = new(_sql.Select);
        sql.Append(" where ").Append(single ? _sql.SetKeyColumns[0] : $"({string.Join(", ", _sql.SetKeyColumns)})");
        sql.Append(" in (").Append(single ? "" : _sql.KeyList);
        for (int i = 0; i < count; i++)
        {
            string suffix = SuffixOf(i);
            string parameters = string.Join(", ", _sql.SetKeyParameters.Select(parameter => $"@{parameter}{suffix}"));
            sql.Append(i == 0 ? "" : ", ").Append(single ? parameters : $"({parameters})");
        }

        return sql.Append(") order by ").Append(_sql.OrderBy).ToString();
    }

    // With a mark between, or part1 of set 1 would be the same parameter as part of set 11.
    private static string SuffixOf(int set) => "_" + set.ToString(CultureInfo.InvariantCulture);

    private static void AddSetKeys(ImageParameters parameters, (IImageTable<TImage> Table, TImage[] Keys) sets)
    {
        for (int i = 0; i < sets.Keys.Length; i++)
            sets.Table.AddSetKey(parameters with { Suffix = SuffixOf(i) }, sets.Keys[i]);
    }

    // Not through Dapper, whose reader costs 300 bytes a query more and, in 2.1.86, leaves its command open under `await using`.
    private async Task<List<TImage>> QueryAsync<TState>(
        string sql, TState state, Action<ImageParameters, TState> add, CancellationToken cancellationToken)
    {
        try
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = sql;
                if (transaction is not null)
                    command.Transaction = transaction;
                add(new ImageParameters(command, _dialect), state);
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    List<TImage> images = [];
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        images.Add(table.Read(reader));
                    return images;
                }
            }
        }
        catch (Exception failure) when (TableErrors.Explain(failure, table, connection) is { } explained)
        {
            throw explained;
        }
    }

    private async Task ChangeAsync<TState>(
        string sql, TState state, Action<ImageParameters, TState> add, FaultPoint done, CancellationToken cancellationToken)
    {
        await ExecuteAsync(Command(Savepoints.Guard(sql, connection, transaction), state, add, cancellationToken)).ConfigureAwait(false);
        Fault.At(done);
    }

    private Task<int> ExecuteAsync(CommandDefinition command) =>
        TableErrors.ExplainAsync(connection.ExecuteAsync(command), table, connection);

    private CommandDefinition WithSetKey(string sql, TImage key, CancellationToken cancellationToken) =>
        Command(sql, (table, key), AddSetKey, cancellationToken);

    private CommandDefinition Command<TState>(
        string sql, TState state, Action<ImageParameters, TState> add, CancellationToken cancellationToken) =>
        new(sql, new CommandParameters<TState>(_dialect, state, add), transaction, cancellationToken: cancellationToken);

    private static void AddSetKey(ImageParameters parameters, (IImageTable<TImage> Table, TImage Key) set) =>
        set.Table.AddSetKey(parameters, set.Key);
}
