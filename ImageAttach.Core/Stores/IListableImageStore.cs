namespace ImageAttach;

/// <summary>A store that tells which files it has, so that it can be swept.</summary>
public interface IListableImageStore : IImageStore
{
    /// <summary>The files of an object type, one by one, in the order of their names. Files whose names are no keys are left out.</summary>
    /// <param name="objectType">The object type, such as <c>user-picture</c>.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    /// <remarks>Never holds all of them in memory. Files that come or go meanwhile may be listed or not.</remarks>
    /// <exception cref="ImageListingException">Some folders could not be read; thrown after all other files have been listed.</exception>
    /// <exception cref="ImageStoreException">The place refused or failed.</exception>
    IAsyncEnumerable<StoredFile> ListAsync(string objectType, CancellationToken cancellationToken = default);

    /// <summary>Removes what puts left unfinished when their process was killed.</summary>
    /// <param name="before">The time before which they were last written to.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="ImageStoreException">The place refused or failed.</exception>
    Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>Reads the text that names the database that the files belong to, as <see cref="WriteMarkAsync"/> noted it; null when nothing is noted.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageStoreException">The place refused or failed.</exception>
    Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default);

    /// <summary>Notes in the store which database its files belong to, in place of what was noted before. No file is listed for it.</summary>
    /// <param name="mark">A line of text, 500 characters at most.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageStoreException">The place refused or failed.</exception>
    Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default);
}

/// <summary>A file in a store.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="LastModified">When it was put, or last touched (<see cref="IImageStore.TouchAsync"/>), in UTC.</param>
public sealed record StoredFile(StoreKey Key, long Length, DateTimeOffset LastModified);
