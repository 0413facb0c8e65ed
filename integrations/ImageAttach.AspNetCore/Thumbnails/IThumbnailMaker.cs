namespace ImageAttach.AspNetCore;

/// <summary>Makes thumbnails that are known by their names alone: for an <see cref="IThumbnailQueue"/> of your own. A service of the application.</summary>
public interface IThumbnailMaker
{
    /// <summary>Makes a thumbnail, or finds the one already there, with a scope of services and a connection of its own.</summary>
    /// <param name="thumbnail">Which; of a table in <see cref="ThumbnailUrlOptions.Tables"/>.</param>
    /// <param name="cancellationToken">Stops waiting. The work stops too once no one else waits for it.</param>
    /// <exception cref="ImageNotFoundException">There is no such original, or no longer: nobody wants the thumbnail.</exception>
    /// <exception cref="ImageFormatException">The original's pixels can't be decoded, or couldn't be earlier in this process.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    Task<Image> MakeAsync(WantedThumbnail thumbnail, CancellationToken cancellationToken = default);
}
