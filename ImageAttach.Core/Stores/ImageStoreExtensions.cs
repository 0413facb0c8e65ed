using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>The four verbs of a store, for images instead of keys.</summary>
public static class ImageStoreExtensions
{
    /// <summary>Keeps an image's file. Its row isn't written; image sets do both.</summary>
    /// <param name="store">The store.</param>
    /// <param name="image">The image.</param>
    /// <param name="content">The bytes, from the stream's position to its end. It stays open.</param>
    /// <param name="cancellationToken">Stops the work; nothing is left behind.</param>
    /// <exception cref="ImageStoreException">The store refused or failed, or has the file already.</exception>
    public static Task PutAsync(this IImageStore store, IImage image, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(content);
        return store.PutAsync(image.Key, content, reproducible: !image.Original, cancellationToken);
    }

    /// <summary>Opens an image's file, from its first byte. Dispose of the stream.</summary>
    /// <param name="store">The store.</param>
    /// <param name="image">The image.</param>
    /// <param name="seekable">True for a stream that can seek: of one that can't a copy is given, in memory up to 1 MiB, else in a temporary file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static async Task<Stream> OpenAsync(
        this IImageStore store, IImage image, bool seekable = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(image);
        Stream file = await store.OpenAsync(image.Key, cancellationToken).ConfigureAwait(false);
        if (!seekable || file.CanSeek)
            return file;

        await using (file.ConfigureAwait(false))
        {
            BufferedUpload copy = await BufferedUpload.CreateAsync(file, long.MaxValue, cancellationToken).ConfigureAwait(false);
            return copy.Content;
        }
    }

    /// <summary>Removes an image's file. Does nothing if the file doesn't exist. The row stays; image sets remove both.</summary>
    /// <param name="store">The store.</param>
    /// <param name="image">The image.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static Task DeleteAsync(this IImageStore store, IImage image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(image);
        return store.DeleteAsync(image.Key, cancellationToken);
    }
}
