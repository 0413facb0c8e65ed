using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach;

public partial class ImageSet<TImage>
{
    /// <summary>Finds a thumbnail of the set that has a key; null when it isn't made yet.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection. A closed one is opened, and closed again.</param>
    /// <param name="key">The values of the set's key columns, in their order.</param>
    /// <param name="version">The original's <see cref="Image.Version"/>.</param>
    /// <param name="spec">Which thumbnail.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageNotFoundException">The original doesn't exist, or no longer.</exception>
    internal static async Task<TImage?> FindByKeyAsync(
        IImageTable<TImage> table, DbConnection connection, IReadOnlyList<object> key, string version, ThumbnailSpec spec, CancellationToken cancellationToken)
    {
        List<TImage> images = await LoadAsync(table, connection, key, cancellationToken).ConfigureAwait(false);
        return spec.FindIn(images, OriginalIn(images, table, key, version));
    }

    /// <summary>Makes thumbnails of the set that has a key from one decode, or finds those already there.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection. A closed one is opened, and closed again; it is closed while the work waits for its turn.</param>
    /// <param name="key">The values of the set's key columns, in their order.</param>
    /// <param name="version">The original's <see cref="Image.Version"/>.</param>
    /// <param name="takeSpecs">Says which thumbnails, when the turn has come. If none, nothing is read.</param>
    /// <param name="store">The store that has the original and gets the thumbnails.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The thumbnails, in the order of the specifications.</returns>
    /// <exception cref="ImageNotFoundException">The original doesn't exist, or no longer.</exception>
    internal static async Task<IReadOnlyList<TImage>> MakeByKeyAsync(
        IImageTable<TImage> table,
        DbConnection connection,
        IReadOnlyList<object> key,
        string version,
        Func<IReadOnlyList<ThumbnailSpec>> takeSpecs,
        IImageStore store,
        CancellationToken cancellationToken)
    {
        List<TImage> images = await LoadAsync(table, connection, key, cancellationToken).ConfigureAwait(false);
        TImage original = OriginalIn(images, table, key, version);
        ImageSet<TImage> set = new(table, () => table.CopyKey(original));
        set.SetLoaded(images, ledger: null);
        IReadOnlyList<ThumbnailSpec> specs = [];
        await set.MakeAsync(connection, original, () => set.Missing(specs = takeSpecs(), original), store, transaction: null, cancellationToken).ConfigureAwait(false);
        return [.. specs.Select(spec => spec.FindIn(set.Loaded, original)!)];
    }

    private static TImage OriginalIn(List<TImage> images, IImageTable<TImage> table, IReadOnlyList<object> key, string version) =>
        images is [{ Original: true } original, ..] && original.Version == version ? original : throw new ImageNotFoundException(
            $"No image of {table.ObjectType} with the key {string.Join(", ", key)} has the version '{version}', so it has no thumbnails: it was replaced or removed.");

    private static async Task<List<TImage>> LoadAsync(
        IImageTable<TImage> table, DbConnection connection, IReadOnlyList<object> key, CancellationToken cancellationToken)
    {
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
            return await new ImageRows<TImage>(table, connection).LoadSetAsync(key, cancellationToken).ConfigureAwait(false);
    }
}
