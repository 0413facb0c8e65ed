using System.Data;
using System.Diagnostics.CodeAnalysis;
using ImageAttach.AspNetCore.Uploads;

namespace ImageAttach.AspNetCore;

/// <summary>Attaches what a browser has sent to the store directly.</summary>
[SuppressMessage("ApiDesign", "RS0026", Justification = "Their options are required where the others have arguments.")]
public static class UploadExtensions
{
    /// <summary>Attaches a file that was sent to the store directly: replaces the original and removes the thumbnails made from it.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The owner's image set.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="ticket">The ticket that came with the upload's URL.</param>
    /// <param name="options">
    /// Extra columns, transaction, and so on. Default: see <see cref="AttachOptions{TImage}"/>, but for limits, which are <see cref="UploadOptions.Limits"/>.
    /// The store is the one that the file was sent to, where it is kept as well.
    /// </param>
    /// <param name="uploads">The application's service; default: that of the request that is being answered.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <exception cref="ImageExistsException">There is an original, and <see cref="AttachOptions{TImage}.Replace"/> is false. Nothing was changed.</exception>
    /// <inheritdoc cref="FromUploadAsync" path="/returns|/remarks|/exception"/>
    public static Task<TImage> AttachFromUploadAsync<TImage>(
        this ImageSet<TImage> set,
        IDbConnection db,
        string ticket,
        AttachOptions<TImage>? options = null,
        ImageUploads? uploads = null,
        CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(ticket);
        set.RequireOwner();
        return TakeAsync(set, ticket, options ?? new(), uploads, (file, narrowed) => set.AttachAsync(db, file, narrowed, cancellationToken), cancellationToken);
    }

    /// <summary>Attaches a file that was sent to the store by itself: replaces the original and removes the thumbnails made from it.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The owner's image set.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="ticket">The ticket that came with the upload's address.</param>
    /// <param name="configure">Sets extra columns of the new row.</param>
    /// <param name="store">The store that the file was sent to, where it is kept as well; default: the current one.</param>
    /// <param name="limits">How large the picture may be, and of which types; default: <see cref="UploadOptions.Limits"/>.</param>
    /// <param name="uploads">The application's service; default: that of the request that is being answered.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="replace">Whether to replace an original that is there already. Default: true. Otherwise <see cref="ImageExistsException"/> is thrown.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new original.</returns>
    /// <remarks>
    /// <para>The bytes are read and checked as those of any other picture before there is a row, and must be of the type and length that the
    /// ticket says. They are put anew under a name of their own, which the sender never had an address for.</para>
    /// <para>The upload is removed once the transaction is committed, so that the ticket is good for nothing any more. If it is refused, or
    /// rolled back, it stays until the store is swept.</para>
    /// </remarks>
    /// <exception cref="ImageUploadException">The ticket isn't valid, or the file can't be attached: it wasn't sent, was attached before, differs from what was announced, or was replaced while it was read.</exception>
    /// <exception cref="ImageFormatException">Of another type than announced, not allowed, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    /// <exception cref="ImageExistsException">There is an original, and <paramref name="replace"/> is false. Nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The store is no <see cref="IUploadStore"/>; or no request is being answered after UseImageAttach.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static Task<TImage> FromUploadAsync<TImage>(
        this ImageSet<TImage> set,
        IDbConnection db,
        string ticket,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageUploads? uploads = null,
        ImageTransaction? transaction = null,
        bool replace = true,
        CancellationToken cancellationToken = default)
        where TImage : Image => set.AttachFromUploadAsync(
            db, ticket, new() { Configure = configure, Store = store, Limits = limits, Transaction = transaction, Replace = replace }, uploads, cancellationToken);

    /// <summary>Attaches a file that was sent to the store directly as a new set, in the next place that is free. Nothing is ever replaced.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="sets">The owner's image sets.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="ticket">The ticket that came with the upload's URL.</param>
    /// <param name="options">
    /// Extra columns, transaction, and so on. Limits that aren't given are <see cref="UploadOptions.Limits"/>. The store is the one that the file was sent to,
    /// where it is kept as well.
    /// </param>
    /// <param name="uploads">The application's service; default: that of the request that is being answered.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="AddFromUploadAsync{TImage}(MultipleImageSet{TImage}, IDbConnection, string, Action{TImage}, IImageStore, ImageLimits, ImageUploads, ImageTransaction, CancellationToken)" path="/returns|/remarks|/exception"/>
    public static Task<ImageSubset<TImage>> AddFromUploadAsync<TImage>(
        this MultipleImageSet<TImage> sets,
        IDbConnection db,
        string ticket,
        AttachOptions<TImage> options,
        ImageUploads? uploads = null,
        CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(ticket);
        ArgumentNullException.ThrowIfNull(options);
        sets.RequireOwner();
        return TakeAsync(sets, ticket, options, uploads, (file, narrowed) => sets.AddAsync(db, file, narrowed, cancellationToken), cancellationToken);
    }

    /// <summary>Attaches a file that was sent to the store directly as a new set, in the next place that is free. Nothing is ever replaced.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="sets">The owner's image sets.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="ticket">The ticket that came with the upload's URL.</param>
    /// <param name="configure">Sets extra columns of the new row. Called again if another place has to be chosen. The key can't be changed.</param>
    /// <param name="store">The store that the file was sent to, where it is kept as well; default: the current one.</param>
    /// <param name="limits">How large the image may be, and of which types; default: <see cref="UploadOptions.Limits"/>.</param>
    /// <param name="uploads">The application's service; default: that of the request that is being answered.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new set, with its original loaded.</returns>
    /// <remarks>See <see cref="FromUploadAsync"/> for how the upload is checked and removed, and <c>MultipleImageSet.AddAsync</c> for how the place is chosen.</remarks>
    /// <exception cref="ImageUploadException">The ticket isn't valid, or the file can't be attached: it wasn't sent, was attached before, differs from what was announced, or was replaced while it was read.</exception>
    /// <exception cref="NotSupportedException">No key column can be chosen automatically, or others have to be given first.</exception>
    /// <exception cref="ImageFormatException">Of another type than announced, not allowed, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    /// <exception cref="InvalidOperationException">The store isn't an <see cref="IUploadStore"/>; or no request is being answered after UseImageAttach.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static Task<ImageSubset<TImage>> AddFromUploadAsync<TImage>(
        this MultipleImageSet<TImage> sets,
        IDbConnection db,
        string ticket,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageUploads? uploads = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
        where TImage : Image => sets.AddFromUploadAsync(
            db, ticket, new AttachOptions<TImage> { Configure = configure, Store = store, Limits = limits, Transaction = transaction }, uploads, cancellationToken);

    private static Task<T> TakeAsync<TImage, T>(
        IImageSets sets,
        string ticket,
        AttachOptions<TImage> options,
        ImageUploads? uploads,
        Func<Stream, AttachOptions<TImage>, Task<T>> attach,
        CancellationToken cancellationToken)
        where TImage : Image
    {
        uploads ??= ImageUploads.Current ?? throw new InvalidOperationException(
            "The ticket can't be read, because no request is being answered after UseImageAttach. Outside of requests give the service ImageUploads.");
        IImageStore store = options.Store ?? StoreContext.For(sets.Table.StoreName);
        IUploadStore from = ImageUploads.Taking(store);
        UploadTicket upload = uploads.Read(ticket);
        AttachOptions<TImage> narrowed = options with { Store = store, Limits = Narrowed(options.Limits ?? uploads.Limits, upload.MimeType) };
        return AttachAsync();

        async Task<T> AttachAsync()
        {
            Stream file = await from.OpenUploadAsync(upload.Name, cancellationToken).ConfigureAwait(false)
                ?? throw new ImageUploadException($"Upload {upload.Name} doesn't exist: the file was never sent, or was attached before. Request another upload.");
            await using (file.ConfigureAwait(false))
            {
                if (file.Length != upload.Length)
                    throw new ImageUploadException(FormattableString.Invariant($"Upload {upload.Name} has {file.Length:N0} bytes, and {upload.Length:N0} were announced. Send it again."));
                using IDisposable context = UseHook(new UploadRemovalHook(from, upload.Name));
                return await attach(file, narrowed).ConfigureAwait(false);
            }
        }
    }

    // With the stores that are current here.
    private static IDisposable UseHook(IAttachmentHook hook)
    {
        ImageAttachSettings settings = ImageAttachSettings.Current;
        return (settings with { Store = null, NamedStores = new Dictionary<string, IImageStore>(), Hooks = [.. settings.Hooks, hook] }).Use();
    }

    private static ImageLimits Narrowed(ImageLimits limits, string mimeType)
    {
        ImageAttachSettings.Current.Engine.CheckType(mimeType, limits);
        return limits with { AllowedTypes = new HashSet<string> { mimeType } };
    }
}
