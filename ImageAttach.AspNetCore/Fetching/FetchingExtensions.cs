using System.Data;
using ImageAttach.AspNetCore.Fetching;
using ImageAttach.Files;

namespace ImageAttach.AspNetCore;

/// <summary>Attaches what is elsewhere, or written out in a text.</summary>
public static class FetchingExtensions
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Fetches a picture from an address on the public internet, and attaches it.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The owner's image set.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="address">The address, as somebody has given it: <c>http</c> or <c>https</c>.</param>
    /// <param name="configure">Sets extra columns of the new row.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the picture may be, and of which types; default: <see cref="ImageLimits.Default"/>. No more bytes than that are read.</param>
    /// <param name="timeout">How long fetching may take; default: 30 seconds.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new original.</returns>
    /// <remarks>
    /// Nothing is fetched from addresses that this machine's network interfaces have, from IANA's special-purpose networks (private, link-local,
    /// loopback and so on), or from cloud platforms' metadata services. The host's name is resolved once, and the connection goes to the
    /// addresses that passed. Each of up to 5 redirects is checked as well. The declared type is ignored; the bytes decide.
    /// </remarks>
    /// <exception cref="ImageFetchException">The address isn't allowed, doesn't answer in time, or gives no file.</exception>
    /// <exception cref="ImageFormatException">Empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static Task<TImage> FromUrlAsync<TImage>(
        this ImageSet<TImage> set,
        IDbConnection db,
        Uri address,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        TimeSpan? timeout = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(address);
        set.RequireOwner();
        return AttachAsync();

        async Task<TImage> AttachAsync()
        {
            Spool file = await ImageFetcher.Shared.FetchAsync(
                address, (limits ?? ImageLimits.Default).MaxBytes, timeout ?? DefaultTimeout, cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
                return await set.FromFileAsync(db, file.Content, configure, store, limits, transaction, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Attaches a picture that is written out as a data URI, as canvases and clipboards give it.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The owner's image set.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="dataUri">The text, such as <c>data:image/png;base64,iVBORw0…</c>. The declared type is ignored; the bytes decide.</param>
    /// <param name="configure">Sets extra columns of the new row.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the picture may be, and of which types; default: <see cref="ImageLimits.Default"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new original.</returns>
    /// <exception cref="ImageFormatException">No data URI; or empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static Task<TImage> FromDataUriAsync<TImage>(
        this ImageSet<TImage> set,
        IDbConnection db,
        string dataUri,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(dataUri);
        return set.FromBlobAsync(db, DataUri.Read(dataUri, (limits ?? ImageLimits.Default).MaxBytes), configure, store, limits, transaction, cancellationToken);
    }
}
