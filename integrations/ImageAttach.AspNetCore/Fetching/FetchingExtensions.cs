using System.Data;
using System.Diagnostics.CodeAnalysis;
using ImageAttach.AspNetCore.Fetching;

namespace ImageAttach.AspNetCore;

/// <summary>Attaches what is elsewhere, or written out in a text.</summary>
[SuppressMessage("ApiDesign", "RS0026", Justification = "Their options are required where the others have arguments.")]
public static class FetchingExtensions
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Fetches an image from a URL on the public internet, and attaches it.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The owner's image set.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="address">The URL, as a user has given it: <c>http</c> or <c>https</c>.</param>
    /// <param name="options">Extra columns, store, limits, transaction, and so on. Default: see <see cref="AttachOptions{TImage}"/>.</param>
    /// <param name="timeout">How long fetching may take; default: 30 seconds.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <exception cref="ImageExistsException">There is an original, and <see cref="AttachOptions{TImage}.Replace"/> is false. Nothing was changed.</exception>
    /// <inheritdoc cref="FromUrlAsync" path="/returns|/remarks|/exception"/>
    public static Task<TImage> AttachFromUrlAsync<TImage>(
        this ImageSet<TImage> set,
        IDbConnection db,
        Uri address,
        AttachOptions<TImage>? options = null,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(address);
        set.RequireOwner();
        return FetchAsync(address, options?.Limits, timeout, file => set.AttachAsync(db, file, options, cancellationToken), cancellationToken);
    }

    /// <summary>Fetches a picture from an address on the public internet, and attaches it.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The owner's image set.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="address">The address, as somebody has given it: <c>http</c> or <c>https</c>.</param>
    /// <param name="configure">Sets extra columns of the new row.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the picture may be, and of which types; default: those of the current <see cref="ImageAttachSettings"/>. No more bytes than that are read.</param>
    /// <param name="timeout">How long fetching may take; default: 30 seconds.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="replace">Whether to replace an original that is there already. Default: true. Otherwise <see cref="ImageExistsException"/> is thrown.</param>
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
    /// <exception cref="ImageExistsException">There is an original, and <paramref name="replace"/> is false. Nothing was changed.</exception>
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
        bool replace = true,
        CancellationToken cancellationToken = default)
        where TImage : Image => set.AttachFromUrlAsync(
            db, address, new() { Configure = configure, Store = store, Limits = limits, Transaction = transaction, Replace = replace }, timeout, cancellationToken);

    /// <summary>Fetches an image from a URL on the public internet, and attaches it as a new set, in the next place that is free.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="sets">The owner's image sets.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="address">The URL, as a user has given it: <c>http</c> or <c>https</c>.</param>
    /// <param name="options">Extra columns, store, limits, and transaction.</param>
    /// <param name="timeout">How long fetching may take; default: 30 seconds.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="AddFromUrlAsync{TImage}(MultipleImageSet{TImage}, IDbConnection, Uri, Action{TImage}, IImageStore, ImageLimits, TimeSpan?, ImageTransaction, CancellationToken)" path="/returns|/remarks|/exception"/>
    public static Task<ImageSubset<TImage>> AddFromUrlAsync<TImage>(
        this MultipleImageSet<TImage> sets,
        IDbConnection db,
        Uri address,
        AttachOptions<TImage> options,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        sets.RequireOwner();
        return FetchAsync(address, options.Limits, timeout, file => sets.AddAsync(db, file, options, cancellationToken), cancellationToken);
    }

    /// <summary>Fetches an image from a URL on the public internet, and attaches it as a new set, in the next place that is free.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="sets">The owner's image sets.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="address">The URL, as a user has given it: <c>http</c> or <c>https</c>.</param>
    /// <param name="configure">Sets extra columns of the new row. Called again if another place has to be chosen. The key can't be changed.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the image may be, and of which types; default: those of the current <see cref="ImageAttachSettings"/>. No more bytes than that are read.</param>
    /// <param name="timeout">How long fetching may take; default: 30 seconds.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new set, with its original loaded.</returns>
    /// <remarks>What may be fetched is said at <see cref="FromUrlAsync"/>, and how the place is chosen at <c>MultipleImageSet.AddAsync</c>.</remarks>
    /// <exception cref="ImageFetchException">The URL isn't allowed, doesn't answer in time, or gives no file.</exception>
    /// <exception cref="NotSupportedException">No key column can be chosen automatically, or others have to be given first.</exception>
    /// <exception cref="ImageFormatException">Empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static Task<ImageSubset<TImage>> AddFromUrlAsync<TImage>(
        this MultipleImageSet<TImage> sets,
        IDbConnection db,
        Uri address,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        TimeSpan? timeout = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
        where TImage : Image => sets.AddFromUrlAsync(
            db, address, new AttachOptions<TImage> { Configure = configure, Store = store, Limits = limits, Transaction = transaction }, timeout, cancellationToken);

    /// <summary>Attaches an image that is written out as a data URI, as canvases and clipboards give it.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The owner's image set.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="dataUri">The text, such as <c>data:image/png;base64,iVBORw0…</c>. The declared type is ignored; the bytes decide.</param>
    /// <param name="options">Extra columns, store, limits, transaction, and so on. Default: see <see cref="AttachOptions{TImage}"/>.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <exception cref="ImageExistsException">There is an original, and <see cref="AttachOptions{TImage}.Replace"/> is false. Nothing was changed.</exception>
    /// <inheritdoc cref="FromDataUriAsync" path="/returns|/exception"/>
    public static Task<TImage> AttachFromDataUriAsync<TImage>(
        this ImageSet<TImage> set, IDbConnection db, string dataUri, AttachOptions<TImage>? options = null, CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(dataUri);
        return set.AttachAsync(db, Read(dataUri, options?.Limits), options, cancellationToken);
    }

    /// <summary>Attaches a picture that is written out as a data URI, as canvases and clipboards give it.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The owner's image set.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="dataUri">The text, such as <c>data:image/png;base64,iVBORw0…</c>. The declared type is ignored; the bytes decide.</param>
    /// <param name="configure">Sets extra columns of the new row.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the picture may be, and of which types; default: those of the current <see cref="ImageAttachSettings"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="replace">Whether to replace an original that is there already. Default: true. Otherwise <see cref="ImageExistsException"/> is thrown.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new original.</returns>
    /// <exception cref="ImageFormatException">No data URI; or empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    /// <exception cref="ImageExistsException">There is an original, and <paramref name="replace"/> is false. Nothing was changed.</exception>
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
        bool replace = true,
        CancellationToken cancellationToken = default)
        where TImage : Image => set.AttachFromDataUriAsync(
            db, dataUri, new() { Configure = configure, Store = store, Limits = limits, Transaction = transaction, Replace = replace }, cancellationToken);

    /// <summary>Attaches an image that is written out as a data URI as a new set, in the next place that is free.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="sets">The owner's image sets.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="dataUri">The text, such as <c>data:image/png;base64,iVBORw0…</c>. The declared type is ignored; the bytes decide.</param>
    /// <param name="options">Extra columns, store, limits, and transaction.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="MultipleImageSet{TImage}.AddAsync(IDbConnection, byte[], Action{TImage}, IImageStore, ImageLimits, ImageTransaction, CancellationToken)" path="/returns|/remarks|/exception"/>
    public static Task<ImageSubset<TImage>> AddFromDataUriAsync<TImage>(
        this MultipleImageSet<TImage> sets, IDbConnection db, string dataUri, AttachOptions<TImage> options, CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(dataUri);
        ArgumentNullException.ThrowIfNull(options);
        return sets.AddAsync(db, Read(dataUri, options.Limits), options, cancellationToken);
    }

    /// <summary>Attaches an image that is written out as a data URI as a new set, in the next place that is free.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="sets">The owner's image sets.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="dataUri">The text, such as <c>data:image/png;base64,iVBORw0…</c>. The declared type is ignored; the bytes decide.</param>
    /// <param name="configure">Sets extra columns of the new row. Called again if another place has to be chosen. The key can't be changed.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the image may be, and of which types; default: those of the current <see cref="ImageAttachSettings"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="MultipleImageSet{TImage}.AddAsync(IDbConnection, byte[], Action{TImage}, IImageStore, ImageLimits, ImageTransaction, CancellationToken)" path="/returns|/remarks|/exception"/>
    public static Task<ImageSubset<TImage>> AddFromDataUriAsync<TImage>(
        this MultipleImageSet<TImage> sets,
        IDbConnection db,
        string dataUri,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
        where TImage : Image => sets.AddFromDataUriAsync(
            db, dataUri, new AttachOptions<TImage> { Configure = configure, Store = store, Limits = limits, Transaction = transaction }, cancellationToken);

    private static byte[] Read(string dataUri, ImageLimits? limits) => DataUri.Read(dataUri, (limits ?? ImageAttachSettings.Current.Limits).MaxBytes);

    private static async Task<T> FetchAsync<T>(
        Uri address, ImageLimits? limits, TimeSpan? timeout, Func<Stream, Task<T>> attach, CancellationToken cancellationToken)
    {
        BufferedUpload file = await ImageFetcher.Shared.FetchAsync(
            address, (limits ?? ImageAttachSettings.Current.Limits).MaxBytes, timeout ?? DefaultTimeout, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
            return await attach(file.Content).ConfigureAwait(false);
    }
}
