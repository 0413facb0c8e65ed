namespace ImageAttach;

/// <summary>A place that keeps image files. Four verbs: put, open, delete, locate.</summary>
/// <remarks>
/// Stores are used by many threads at once, and live as long as the application. Failures of the place itself
/// are <see cref="ImageStoreException"/>s.
/// </remarks>
public interface IImageStore
{
    /// <summary>
    /// How long a replaced or removed image's file stays after the commit, for pages and caches that still show it, and for a database that
    /// loses its last seconds. Default: not at all; ten minutes where the database's settings allow a power cut or a failover to undo a commit.
    /// </summary>
    /// <remarks>
    /// Kept by the process that committed, which touches the file (<see cref="TouchAsync"/>): when that process ends earlier a sweep removes the file,
    /// once it was touched so long ago. A store that passes files on to another passes this on as well.
    /// </remarks>
    TimeSpan KeepReplacedFor => TimeSpan.Zero;

    /// <summary>Keeps a file. When the task ends the file is complete, and survives a power cut.</summary>
    /// <param name="key">The file's name. Nothing has been put under it before.</param>
    /// <param name="content">The bytes, from the stream's current position to its end. It need not seek, and stays open.</param>
    /// <param name="reproducible">True for a thumbnail, which can be made again: a store may keep it more cheaply.</param>
    /// <param name="cancellationToken">Stops the work; nothing is left behind.</param>
    /// <exception cref="ImageStoreException">The place refused or failed, or has a file of that name already. Nothing was kept or changed.</exception>
    Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for reading, from its first byte. The caller disposes of the stream.</summary>
    /// <param name="key">The file's name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImageStoreException">The place refused or failed.</exception>
    Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default);

    /// <summary>Removes a file. Does nothing if the file doesn't exist.</summary>
    /// <param name="key">The file's name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageStoreException">The place refused or failed.</exception>
    Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default);

    /// <summary>Sets the time of a file to now, so that a sweep counts its age from now on. Does nothing if the file doesn't exist.</summary>
    /// <param name="key">The file's name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <remarks>
    /// Called for a replaced file that <see cref="KeepReplacedFor"/> keeps. In a store that doesn't implement this, a sweep counts the age from the put.
    /// A store that passes files on to another store passes this call on as well.
    /// </remarks>
    /// <exception cref="ImageStoreException">The place refused or failed.</exception>
    Task TouchAsync(StoreKey key, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>The file's address. Computed: no I/O, and the file need not exist.</summary>
    /// <param name="key">The file's name.</param>
    /// <exception cref="InvalidOperationException">The store was given no address to begin with; the message says how.</exception>
    Uri Locate(StoreKey key);
}
