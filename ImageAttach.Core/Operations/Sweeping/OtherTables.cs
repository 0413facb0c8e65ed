using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Operations;

/// <summary>Asks image tables that the caller doesn't know whether their rows may name a file.</summary>
/// <remarks>
/// A row of such a table is known by its revision alone, which is random, because its object type and its key aren't known. A file without a
/// revision counts as named when there is any row without one.
/// </remarks>
internal sealed class OtherTables(DbConnection connection, IReadOnlyList<IImageTable> tables)
{
    private IReadOnlyList<OtherImageTable>? _others;
    private readonly ImageDatabase _database = ImageDatabases.Get(connection);
    private HashSet<string>? _revisions;

    /// <summary>Whether a row of another table may name a file. The rows are read once, at the first call.</summary>
    public async Task<bool> MayReferenceAsync(StoreKey key, CancellationToken cancellationToken)
    {
        _revisions ??= await ReadAsync(only: null, cancellationToken).ConfigureAwait(false);
        return _revisions.Contains(key.Revision);
    }

    /// <summary>Those of a few files that no row of another table names, as the rows are now.</summary>
    public async Task<List<StoredFile>> FindUnreferencedAsync(IReadOnlyCollection<StoredFile> files, CancellationToken cancellationToken)
    {
        HashSet<string> named = await ReadAsync([.. files.Select(file => file.Key.Revision).Distinct()], cancellationToken).ConfigureAwait(false);
        return [.. files.Where(file => !named.Contains(file.Key.Revision))];
    }

    private async Task<HashSet<string>> ReadAsync(string[]? only, CancellationToken cancellationToken)
    {
        _others ??= await _database.FindOtherTablesAsync(connection, [.. tables.Select(table => table.Definition)], cancellationToken).ConfigureAwait(false);
        HashSet<string> revisions = [];
        foreach (OtherImageTable table in _others)
        {
            await HiddenTableCheck.RefuseAsync(connection, table, cancellationToken).ConfigureAwait(false);
            revisions.UnionWith(await ReadAsync(table, only, cancellationToken).ConfigureAwait(false));
        }

        return revisions;
    }

    private async Task<List<string>> ReadAsync(OtherImageTable table, string[]? only, CancellationToken cancellationToken)
    {
        (string Name, object? Value)[] parameters = table.HasRevisions && only is not null ? [.. only.Select((revision, i) => ($"@r{i}", (object?)revision))] : [];
        string where = parameters.Length == 0 ? "" : $" where revision in ({string.Join(", ", parameters.Select(parameter => parameter.Name))})";
        string select = table.HasRevisions ? $"select revision from {table.Name}{where}" : _database.ComposeLimited($"select '' from {table.Name}", orderBy: null, count: 1);
        try
        {
            CommittedRead read = await CommittedRead.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (read.ConfigureAwait(false))
                return await SqlStatement.ReadAsync(connection, select, parameters, reader => reader.IsDBNull(0) ? "" : reader.GetString(0), cancellationToken).ConfigureAwait(false);
        }
        catch (DbException failure) when (_database.GetErrorKind(failure) == DatabaseErrorKind.MissingTable)
        {
            return []; // dropped meanwhile
        }
        catch (DbException failure)
        {
            throw new SweepRefusedException(
                $"The table {table.Name} has the columns of an image table and isn't among the tables given, and it can't be read: {failure.Message} Its rows might name files " +
                "in the store. Sweep with a role that may read it, past row-level security; or set CheckOtherTables to false, if it has no files there. See docs/errors/sweep-refused.md",
                failure);
        }
    }
}
