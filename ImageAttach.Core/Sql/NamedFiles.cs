using System.Data.Common;

namespace ImageAttach.Sql;

/// <summary>Asks the tables of one object type which files their committed rows name.</summary>
internal sealed class NamedFiles(DbConnection connection, IImageTable[] tables)
{
    /// <summary>So many files are looked for by their revisions. No index has these, so for more than that it is quicker to look through all rows.</summary>
    public const int Few = 500;

    private HashSet<string>? _withoutRevision;

    /// <summary>Those of some files that no row names. One query a table.</summary>
    public async Task<List<StoredFile>> WithoutRowAsync(StoredFile[] files, CancellationToken cancellationToken)
    {
        HashSet<string> revisions = [.. files.Select(file => file.Key.Revision)];
        if (files.Length > Few)
        {
            HashSet<string> all = await PathsAsync(revisions, only: null, cancellationToken).ConfigureAwait(false);
            return [.. files.Where(file => !all.Contains(file.Key.ToPath()))];
        }

        // Rows of the original library, which names files by their size alone. Read once: none are added any more.
        if (revisions.Remove(""))
            _withoutRevision ??= await PathsAsync([""], only: [""], cancellationToken).ConfigureAwait(false);
        HashSet<string> named = revisions.Count > 0 ? await PathsAsync(revisions, [.. revisions], cancellationToken).ConfigureAwait(false) : [];
        return [.. files.Where(file => !(file.Key.Revision.Length > 0 ? named : _withoutRevision!).Contains(file.Key.ToPath()))];
    }

    private async Task<HashSet<string>> PathsAsync(HashSet<string> revisions, string[]? only, CancellationToken cancellationToken)
    {
        HashSet<string> paths = [];
        foreach (IImageTable table in tables)
        {
            await foreach (Image image in TableRows.ReadAsync(table, connection, only, cancellationToken).ConfigureAwait(false))
            {
                if (revisions.Contains(image.Revision))
                    paths.Add(image.Key.ToPath());
            }
        }

        return paths;
    }
}
