using System.Data.Common;

namespace ImageAttach.Sql;

/// <summary>Asks the tables of one object type which files their committed rows name.</summary>
internal sealed class NamedFiles(DbConnection connection, IImageTable[] tables)
{
    private HashSet<string>? _withoutRevision;

    /// <summary>Those of some files that no row names. One query a table.</summary>
    public async Task<List<StoredFile>> WithoutRowAsync(StoredFile[] files, CancellationToken cancellationToken)
    {
        string[] revisions = [.. files.Select(file => file.Key.Revision).Where(revision => revision.Length > 0)];
        HashSet<string> named = revisions.Length > 0 ? await PathsAsync(revisions, cancellationToken).ConfigureAwait(false) : [];

        // Rows of the original library, which names files by their size alone. Read once: none are added any more.
        if (revisions.Length < files.Length)
            _withoutRevision ??= await PathsAsync([""], cancellationToken).ConfigureAwait(false);
        return [.. files.Where(file => !(file.Key.Revision.Length > 0 ? named : _withoutRevision!).Contains(file.Key.ToPath()))];
    }

    private async Task<HashSet<string>> PathsAsync(string[] revisions, CancellationToken cancellationToken)
    {
        HashSet<string> paths = [];
        foreach (IImageTable table in tables)
        {
            await foreach (Image image in TableRows.ReadAsync(table, connection, revisions, cancellationToken).ConfigureAwait(false))
                paths.Add(image.Key.ToPath());
        }

        return paths;
    }
}
