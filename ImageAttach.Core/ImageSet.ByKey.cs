using System.Data.Common;
using ImageAttach.Imaging;
using ImageAttach.Sql;

namespace ImageAttach;

public partial class ImageSet<TImage>
{
    /// <summary>Makes a thumbnail of the set that has a key, or returns the one already there.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection. A closed one is opened, and closed again.</param>
    /// <param name="key">The values of the columns that tell sets apart, in their order.</param>
    /// <param name="version">The original's <see cref="Image.Version"/>.</param>
    /// <param name="request">Which thumbnail.</param>
    /// <param name="store">The store that has the original and gets the thumbnail.</param>
    /// <param name="turns">How many may be made at once.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageNotFoundException">There is no such original, or no longer.</exception>
    internal static async Task<TImage> MakeThumbnailAsync(
        IImageTable<TImage> table,
        DbConnection connection,
        IReadOnlyList<object> key,
        string version,
        ThumbnailRequest request,
        IImageStore store,
        SemaphoreSlim turns,
        CancellationToken cancellationToken)
    {
        List<TImage> images = await LoadAsync(table, connection, key, cancellationToken).ConfigureAwait(false);
        if (images is not [{ Original: true } original, ..] || original.Version != version)
            throw NotThere();
        if (Find(images, request, original) is { } found)
            return found;
        ImageSet<TImage> set = new(table, () => table.CopyKey(original));
        await turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            TImage[] made = await set.FindOrMakeAsync(connection, [request], store, transaction: null, cancellationToken).ConfigureAwait(false);
            return set.Original?.Version == version ? made[0] : throw NotThere();
        }
        finally
        {
            turns.Release();
        }

        ImageNotFoundException NotThere() => new(
            $"No image of {table.ObjectType} with the key {string.Join(", ", key)} has the version '{version}', so no thumbnail can be made of it: it was replaced or removed.");
    }

    private static async Task<List<TImage>> LoadAsync(
        IImageTable<TImage> table, DbConnection connection, IReadOnlyList<object> key, CancellationToken cancellationToken)
    {
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
            return await new ImageRows<TImage>(table, connection).LoadSetAsync(key, cancellationToken).ConfigureAwait(false);
    }
}
