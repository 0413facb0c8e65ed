using System.Data.Common;
using System.Globalization;
using System.Text;
using Dapper;

namespace ImageAttach.Sql;

/// <summary>The rows of one image table, through one connection and its transaction.</summary>
internal sealed class ImageRows<TImage>(IImageTable<TImage> table, DbConnection connection, DbTransaction? transaction = null)
    where TImage : Image
{
    // SQLite takes 32,766 parameters. Beyond a few thousand, larger queries gain nothing.
    private const int MostParametersOfAQuery = 4_000;

    private readonly ImageTableSql _sql = table.SqlFor(Connections.DialectOf(connection));

    public Task CreateTableAsync(CancellationToken cancellationToken) => ExecuteAsync(_sql.CreateTable, static _ => { }, cancellationToken);

    /// <summary>All images of one set, the original first.</summary>
    public Task<List<TImage>> LoadSetAsync(TImage key, CancellationToken cancellationToken) => QueryAsync(
        $"{_sql.Select} where {_sql.WhereSet} order by {_sql.OrderBy}", command => table.AddSetKey(command, key), cancellationToken);

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
        return QueryAsync(sql, AddOwnerKey, cancellationToken);

        void AddOwnerKey(DbCommand command)
        {
            table.AddSetKey(command, key);
            foreach (string other in _sql.SetKeyParameters.Except(ownerKey))
                command.Parameters.RemoveAt(other);
        }
    }

    /// <summary>All images of many sets: one query, or one for each few thousand sets.</summary>
    public async Task<List<TImage>> LoadSetsAsync(IReadOnlyCollection<TImage> keys, CancellationToken cancellationToken)
    {
        List<TImage> images = [];
        foreach (TImage[] chunk in keys.Chunk(MostParametersOfAQuery / _sql.SetKeyColumns.Count))
            images.AddRange(await QueryAsync(SelectSets(chunk.Length), command => AddSetKeys(command, chunk), cancellationToken).ConfigureAwait(false));
        return images;
    }

    public Task InsertAsync(TImage image, CancellationToken cancellationToken) =>
        ExecuteAsync(_sql.Insert, command => table.AddRow(command, image), cancellationToken);

    /// <summary>Adds a thumbnail of an original.</summary>
    /// <returns>False if one of its size is there, or the original is there no longer.</returns>
    public async Task<bool> InsertThumbnailAsync(TImage thumbnail, TImage original, CancellationToken cancellationToken)
    {
        void Add(DbCommand command)
        {
            table.AddRow(command, thumbnail);
            command.AddParameter("original_revision", System.Data.DbType.String, original.Revision);
        }

        return await ExecuteAsync(_sql.InsertThumbnail, Add, cancellationToken).ConfigureAwait(false) == 1;
    }

    public Task DeleteSetAsync(TImage key, CancellationToken cancellationToken) =>
        ExecuteAsync(_sql.DeleteSet, command => table.AddSetKey(command, key), cancellationToken);

    // where ("a", "b") in (values (@a0, @b0), (@a1, @b1)), or where "a" in (@a0, @a1) for a key of one column.
    private string SelectSets(int count)
    {
        bool single = _sql.SetKeyColumns.Count == 1;
        StringBuilder sql = new(_sql.Select);
        sql.Append(" where ").Append(single ? _sql.SetKeyColumns[0] : $"({string.Join(", ", _sql.SetKeyColumns)})");
        sql.Append(single ? " in (" : " in (values ");
        for (int i = 0; i < count; i++)
        {
            string suffix = i.ToString(CultureInfo.InvariantCulture);
            string parameters = string.Join(", ", _sql.SetKeyParameters.Select(parameter => $"@{parameter}{suffix}"));
            sql.Append(i == 0 ? "" : ", ").Append(single ? parameters : $"({parameters})");
        }

        return sql.Append(") order by ").Append(_sql.OrderBy).ToString();
    }

    private void AddSetKeys(DbCommand command, TImage[] keys)
    {
        for (int i = 0; i < keys.Length; i++)
            table.AddSetKey(command, keys[i], i.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<List<TImage>> QueryAsync(string sql, Action<DbCommand> addParameters, CancellationToken cancellationToken)
    {
        DbDataReader reader = await connection.ExecuteReaderAsync(Command(sql, addParameters, cancellationToken)).ConfigureAwait(false);
        try
        {
            List<TImage> images = [];
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                images.Add(table.Read(reader));
            return images;
        }
        finally
        {
            // Dapper 2.1.86 disposes of the command in Dispose alone, not in DisposeAsync: both are needed.
            await reader.DisposeAsync().ConfigureAwait(false);
            reader.Dispose();
        }
    }

    private Task<int> ExecuteAsync(string sql, Action<DbCommand> addParameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(sql, addParameters, cancellationToken));

    // NoCache: Dapper would keep each statement's plan for ever, and there is no plan to keep.
    private CommandDefinition Command(string sql, Action<DbCommand> addParameters, CancellationToken cancellationToken) =>
        new(sql, new CommandParameters(addParameters), transaction, flags: CommandFlags.NoCache, cancellationToken: cancellationToken);
}
