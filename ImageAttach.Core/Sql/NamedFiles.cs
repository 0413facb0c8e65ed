using System.Data.Common;

namespace ImageAttach.Sql;

/// <summary>Asks the tables of one object type which files their committed rows name.</summary>
internal sealed class NamedFiles(DbConnection connection, IImageTable[] tables)
{
    private readonly SqlDialect _dialect = SqlDialects.Of(connection);
    private HashSet<string>? _withoutRevision;

    /// <summary>Those of some files that no row names. One query a table.</summary>
    public async Task<List<StoredFile>> WithoutRowAsync(StoredFile[] files, CancellationToken cancellationToken)
    {
        HashSet<string> named = [];
        string[] revisions = [.. files.Select(file => file.Key.Revision).Where(revision => revision.Length > 0)];
        foreach (IImageTable table in tables.Where(_ => revisions.Length > 0))
            await ReadAsync(table, Condition(revisions.Length), revisions, image => named.Add(image.Revision), cancellationToken).ConfigureAwait(false);
        if (revisions.Length < files.Length)
            await ReadThoseWithoutRevisionAsync(cancellationToken).ConfigureAwait(false);
        return [.. files.Where(file => file.Key.Revision.Length > 0 ? !named.Contains(file.Key.Revision) : !_withoutRevision!.Contains(file.Key.ToPath()))];
    }

    // Rows of the original library, which names files by size alone. Read once: none are added any more.
    private async Task ReadThoseWithoutRevisionAsync(CancellationToken cancellationToken)
    {
        if (_withoutRevision is not null)
            return;
        HashSet<string> paths = [];
        foreach (IImageTable table in tables)
            await ReadAsync(table, Condition(1), [""], image => paths.Add(image.Key.ToPath()), cancellationToken).ConfigureAwait(false);
        _withoutRevision = paths;
    }

    private string Condition(int count) =>
        $" where {(_dialect == SqlDialect.MySql ? "`revision`" : "\"revision\"")} in ({string.Join(", ", Enumerable.Range(0, count).Select(i => $"@r{i}"))})";

    private async Task ReadAsync(IImageTable table, string condition, string[] revisions, Action<Image> found, CancellationToken cancellationToken)
    {
        try
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = table.SqlFor(_dialect).Select + condition;
                ImageParameters parameters = new(command, _dialect);
                for (int i = 0; i < revisions.Length; i++)
                    parameters.Add($"@r{i}", revisions[i]);
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        found(table.ReadImage(reader));
                }
            }
        }
        catch (Exception failure) when (TableErrors.Explain(failure, table, connection) is { } explained)
        {
            throw explained;
        }
    }
}
