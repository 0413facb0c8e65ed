using System.Runtime.CompilerServices;

namespace ImageAttach.Databases;

/// <summary>Reads all images of a table, set by set.</summary>
internal static class TableSets
{
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection, which others may use between two queries.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async IAsyncEnumerable<IReadOnlyList<Image>> ReadAsync(
        IImageTable table, SharedConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Rows come in the order of their keys, so those of a set follow each other.
        List<Image> set = [];
        await foreach (Image image in TablePages.ReadAsync(table, connection, cancellationToken).ConfigureAwait(false))
        {
            if (set.Count > 0 && !table.GetSetKeyOf(set[0]).Equals(table.GetSetKeyOf(image)))
            {
                yield return set;
                set = [];
            }

            set.Add(image);
        }

        if (set.Count > 0)
            yield return set;
    }
}
