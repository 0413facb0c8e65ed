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
        HashSet<string> named = files.Length > Few
            ? await PathsAsync(revisions, only: null, cancellationToken).ConfigureAwait(false)
            : await FewPathsAsync(revisions, cancellationToken).ConfigureAwait(false);
        return [.. files.Where(file => !named.Contains(file.Key.ToPath()))];
    }

    private async Task<HashSet<string>> FewPathsAsync(HashSet<string> revisions, CancellationToken cancellationToken)
    {
        // Rows of the original library, which names files by their size alone. Read once: none are added any more.
        bool someWithout = revisions.Remove("");
        if (someWithout)
            _withoutRevision ??= await PathsAsync([""], only: [""], cancellationToken).ConfigureAwait(false);
        HashSet<string> named = revisions.Count > 0 ? await PathsAsync(revisions, [.. revisions], cancellationToken).ConfigureAwait(false) : [];
        if (someWithout)
            named.UnionWith(_withoutRevision!);
        return named;
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
