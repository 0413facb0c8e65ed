using System.Data.Common;
using System.Runtime.CompilerServices;
using ImageAttach.Databases;
using ImageAttach.ImageSets;

namespace ImageAttach;

/// <summary>Reads images, and makes thumbnails, where the image type isn't known at compile time: in tools, endpoints, and workers of a queue.</summary>
public static class ImageTableExtensions
{
    /// <summary>Finds the row that names a file.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection. A closed one is opened, and closed again.</param>
    /// <param name="key">The file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The image; null when no row of the table names the file.</returns>
    /// <exception cref="ImageTableException">The table is missing, or isn't as declared.</exception>
    public static async Task<Image?> FindImageAsync(
        this IImageTable table, DbConnection connection, StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(key);
        IAsyncDisposable open = await Connections.OpenForAsync(Connections.RequireUsable(connection), cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            return await TableRows.ReadAsync(table, connection, [key.Revision], cancellationToken)
                .FirstOrDefaultAsync(image => image.Key == key, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads all images of a table, set by set, 500 rows a query, in the order of their keys.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection. A closed one is opened, and closed again.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageTableException">The table is missing, or isn't as declared.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<Image>> ReadSetsAsync(
        this IImageTable table, DbConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        IAsyncDisposable open = await Connections.OpenForAsync(Connections.RequireUsable(connection), cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            using SharedConnection shared = new(connection);
            await foreach (IReadOnlyList<Image> set in TableSets.ReadAsync(table, shared, cancellationToken).ConfigureAwait(false))
                yield return set;
        }
    }

    /// <summary>Loads the original of the set that has a key, and its thumbnails, to find some and make others.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection. A closed one is opened, and closed again.</param>
    /// <param name="key">The values of the set's key columns, in their order.</param>
    /// <param name="version">The original's version; see <see cref="GetVersion"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageNotFoundException">The original was replaced or removed.</exception>
    public static Task<ThumbnailSet> LoadThumbnailsAsync(
        this IImageTable table, DbConnection connection, IReadOnlyList<object> key, string version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(key);
        return table.Run(new ThumbnailSetLoading(Connections.RequireUsable(connection), key, version, cancellationToken));
    }

    /// <summary>Gets what changes whenever an original is replaced: its revision, or for files of SQLAlchemy-ImageAttach its time of creation.</summary>
    /// <param name="original">The original.</param>
    /// <exception cref="InvalidOperationException">A query of plain Dapper didn't select the key.</exception>
    public static string GetVersion(this Image original)
    {
        ArgumentNullException.ThrowIfNull(original);
        original.RequireKey();
        return original.Version;
    }
}
