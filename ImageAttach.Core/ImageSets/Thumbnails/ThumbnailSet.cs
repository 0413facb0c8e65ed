using System.Data.Common;
using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>An original and its thumbnails, where the image type isn't known at compile time: finds thumbnails, and makes those that are missing.</summary>
/// <remarks>
/// Load it with <see cref="ImageTableExtensions.LoadThumbnailsAsync"/>. The image set is selected once when it is loaded, and once after thumbnails are made.
/// One thread at a time may use it.
/// </remarks>
public abstract class ThumbnailSet
{
    private protected ThumbnailSet()
    {
    }

    /// <summary>Gets the original.</summary>
    public abstract Image Original { get; }

    /// <summary>Finds a thumbnail among those that are loaded. No I/O.</summary>
    /// <param name="spec">The thumbnail.</param>
    /// <returns>The thumbnail; null when it doesn't exist.</returns>
    /// <exception cref="ImageLimitException">The thumbnail would be too large.</exception>
    public abstract Image? Find(ThumbnailSpec spec);

    /// <summary>Makes thumbnails from one decode, or returns those that exist.</summary>
    /// <param name="connection">The connection. A closed one is opened, and closed again; it isn't opened before the work's turn has come.</param>
    /// <param name="getSpecs">
    /// Returns the thumbnails to make. Called when the work's turn has come, and if there are none, nothing is read; called again once the original is read, so
    /// that those requested meanwhile join.
    /// </param>
    /// <param name="store">The store that has the original and gets the thumbnails; default: the table's current one.</param>
    /// <param name="cancellationToken">Stops the work; files already put are removed.</param>
    /// <returns>The thumbnails, in the order of the specifications.</returns>
    /// <exception cref="ImageNotFoundException">The original was replaced or removed.</exception>
    /// <exception cref="ImageFormatException">The original's pixels can't be decoded.</exception>
    /// <exception cref="ImageLimitException">A thumbnail would be too large.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public abstract Task<IReadOnlyList<Image>> MakeAsync(
        DbConnection connection,
        Func<IReadOnlyList<ThumbnailSpec>> getSpecs,
        IImageStore? store = null,
        CancellationToken cancellationToken = default);
}
