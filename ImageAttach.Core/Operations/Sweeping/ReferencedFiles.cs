using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Operations;

/// <summary>Asks the tables of one object type which files their committed rows name.</summary>
internal sealed class ReferencedFiles(DbConnection connection, IImageTable[] tables)
{
    /// <summary>So many files are looked for in one query.</summary>
    public const int BatchSize = 500;

    private KeySet? _withoutRevision;

    /// <summary>All that are named now. One query a table, which reads all of its rows.</summary>
    public Task<KeySet> ReadAllAsync(CancellationToken cancellationToken) => ReadAsync(only: null, cancellationToken);

    /// <summary>Those of a few files that no row names. One query a table; no index has revisions, so it looks through all rows.</summary>
    public async Task<List<StoredFile>> FindUnreferencedAsync(StoredFile[] files, CancellationToken cancellationToken)
    {
        HashSet<string> revisions = [.. files.Select(file => file.Key.Revision)];

        // Rows of the original library, which names files by their size alone. Read once: none are added any more.
        if (revisions.Remove(""))
            _withoutRevision ??= await ReadAsync(only: [""], cancellationToken).ConfigureAwait(false);
        KeySet named = revisions.Count > 0 ? await ReadAsync(only: [.. revisions], cancellationToken).ConfigureAwait(false) : new KeySet();
        return [.. files.Where(file => !(file.Key.Revision.Length > 0 ? named : _withoutRevision!).Contains(file.Key))];
    }

    private async Task<KeySet> ReadAsync(string[]? only, CancellationToken cancellationToken)
    {
        KeySet keys = new();
        foreach (IImageTable table in tables)
        {
            try
            {
                await AddAsync(keys, table, only, cancellationToken).ConfigureAwait(false);
            }
            catch (DbException failure) when (ImageDatabases.Get(connection).GetErrorKind(failure) == DatabaseErrorKind.AccessDenied)
            {
                throw new SweepRefusedException(
                    $"Not all rows of the table '{table.QualifiedName}' can be read: {failure.Message} Files of rows that aren't seen would be lost, so nothing was removed. " +
                    "Sweep with a role that may read the table past row-level security: on PostgreSQL its owner, or one with bypassrls. See docs/errors/sweep-refused.md",
                    failure);
            }
        }

        return keys;
    }

    private async Task AddAsync(KeySet keys, IImageTable table, string[]? only, CancellationToken cancellationToken)
    {
        CommittedRead read = await CommittedRead.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (read.ConfigureAwait(false))
        {
            await foreach (Image image in TableRows.ReadAsync(table, connection, only, cancellationToken).ConfigureAwait(false))
                keys.Add(image.Key);
        }
    }
}
