using System.Data;
using ImageAttach.Imaging;

namespace ImageAttach;

public partial class ImageSet<TImage>
{
    /// <summary>The original's address. Computed from its row, as last seen: no I/O.</summary>
    /// <inheritdoc cref="ImageFileExtensions.Locate"/>
    /// <exception cref="ImageNotFoundException">Nothing is attached.</exception>
    /// <exception cref="InvalidOperationException">The images aren't loaded.</exception>
    public Uri Locate(IImageStore? store = null) => RequireOriginal().Locate(store);

    /// <summary>The original as an HTML element; an empty string when nothing is attached.</summary>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <remarks>In place of an original that browsers don't show, such as HEIC, TIFF, or PDF, its largest thumbnail is returned, if it has one.</remarks>
    /// <exception cref="InvalidOperationException">The images aren't loaded.</exception>
    public string ToHtml(IImageStore? store = null) => (Original is { } original ? FindShown(original) : null)?.ToHtml(store) ?? "";

    /// <summary>Opens the original's file, from its first byte. Dispose of the stream.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="verify">
    /// Whether to compare length and hash with the row, where it records them; default: false. The stream then can't seek, and the read that finds its end
    /// throws <see cref="ImageFileDamagedException"/> when the file isn't the one that was attached.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageNotFoundException">Nothing is attached.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageFileNotFoundException">The store has no such file.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public Task<Stream> OpenFileAsync(
        IDbConnection db, IImageStore? store = null, ImageTransaction? transaction = null, bool verify = false, CancellationToken cancellationToken = default)
    {
        IImageStore from = store ?? StoreContext.For(Table.StoreName);
        return OpenAsync();

        async Task<Stream> OpenAsync()
        {
            await LoadAsync(db, transaction, cancellationToken).ConfigureAwait(false);
            return await RequireOriginal().OpenFileAsync(from, verify, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the original's file into memory.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="verify">Whether to compare length and hash with the row, where it records them; default: false.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFileDamagedException">The file was verified, and isn't the one that was attached.</exception>
    /// <exception cref="ImageLimitException">The file is larger than an array can be, about 2 GB.</exception>
    /// <inheritdoc cref="OpenFileAsync" path="/exception"/>
    public Task<byte[]> MakeBlobAsync(
        IDbConnection db, IImageStore? store = null, ImageTransaction? transaction = null, bool verify = false, CancellationToken cancellationToken = default)
    {
        IImageStore from = store ?? StoreContext.For(Table.StoreName);
        return MakeAsync();

        async Task<byte[]> MakeAsync()
        {
            await LoadAsync(db, transaction, cancellationToken).ConfigureAwait(false);
            return await RequireOriginal().MakeBlobAsync(from, verify, cancellationToken).ConfigureAwait(false);
        }
    }

    private TImage FindShown(TImage original) => MediaType.IsShownByBrowsers(original.MimeType)
        ? original
        : Images.Where(image => MediaType.IsShownByBrowsers(image.MimeType)).MaxBy(image => image.Size.Pixels) ?? original;
}
