using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using ImageAttach.ImageSets;
using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach;

[SuppressMessage("ApiDesign", "RS0026", Justification = "What is attached distinguishes the two AttachAsync.")]
public partial class ImageSet<TImage>
{
    /// <summary>Attaches an image: replaces the original and removes the thumbnails made from it.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="file">The image, from the stream's position to its end. It need not seek, and stays open.</param>
    /// <param name="options">Extra columns, store, limits, transaction, and so on. Default: see <see cref="AttachOptions{TImage}"/>.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new original.</returns>
    /// <remarks>The same as <see cref="FromFileAsync"/>, with options in place of arguments.</remarks>
    /// <exception cref="ImageExistsException">There is an original, and <see cref="AttachOptions{TImage}.Replace"/> is false. Nothing was changed.</exception>
    /// <inheritdoc cref="FromFileAsync" path="/exception"/>
    public Task<TImage> AttachAsync(
        IDbConnection db, Stream file, AttachOptions<TImage>? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.CanRead)
            throw new ArgumentException("The stream can't be read: it is closed, or open for writing only.", nameof(file));
        RequireOwner();
        options ??= new();
        return AttachAsync(Connections.RequireUsable(db), file, options, options.Store ?? StoreContext.For(Table.StoreName), cancellationToken);
    }

    /// <summary>Attaches an image that is in memory: replaces the original and removes the thumbnails made from it.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="blob">The image's bytes.</param>
    /// <param name="options">Extra columns, store, limits, transaction, and so on. Default: see <see cref="AttachOptions{TImage}"/>.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="AttachAsync(IDbConnection, Stream, AttachOptions{TImage}, CancellationToken)" path="/returns|/exception"/>
    public Task<TImage> AttachAsync(
        IDbConnection db, byte[] blob, AttachOptions<TImage>? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return AttachAsync(db, new MemoryStream(blob, writable: false), options, cancellationToken);
    }

    /// <summary>Attaches an image: replaces the original and removes the thumbnails made from it.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="file">The picture, from the stream's position to its end. It need not seek, and stays open.</param>
    /// <param name="configure">Sets extra columns of the new row. The key and what the picture tells of itself can't be changed.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the picture may be, of which types, and what else is demanded of it; default: those of the current <see cref="ImageAttachSettings"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="replace">Whether to replace an original that is there already. Default: true. Otherwise <see cref="ImageExistsException"/> is thrown.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new original.</returns>
    /// <remarks>
    /// Type and size come from the bytes, and a file cut short is refused; pixels are not decoded, unless the limits say so or the image
    /// type has a <see cref="PlaceholderAttribute">placeholder</see>. The file is stored as it is, unless the limits say so, and first; its row follows in one transaction; the old files go once that is committed. If anything fails the old
    /// picture stays, and nothing new is left.
    /// </remarks>
    /// <exception cref="ImageFormatException">Empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    /// <exception cref="ImageExistsException">There is an original, and <paramref name="replace"/> is false. Nothing was changed.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="OwnerNotSavedException">The owner has no key yet. See <see cref="ImageAttachmentAttribute.AllowDefaultKey"/>.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public Task<TImage> FromFileAsync(
        IDbConnection db,
        Stream file,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageTransaction? transaction = null,
        bool replace = true,
        CancellationToken cancellationToken = default) => AttachAsync(
            db, file, new() { Configure = configure, Store = store, Limits = limits, Transaction = transaction, Replace = replace }, cancellationToken);

    /// <summary>Attaches an image that is in memory: replaces the original and removes the thumbnails made from it.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="blob">The picture's bytes.</param>
    /// <param name="configure">Sets extra columns of the new row.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the picture may be, of which types, and what else is demanded of it; default: those of the current <see cref="ImageAttachSettings"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="replace">Whether to replace an original that is there already. Default: true. Otherwise <see cref="ImageExistsException"/> is thrown.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="FromFileAsync" path="/returns|/remarks|/exception"/>
    public Task<TImage> FromBlobAsync(
        IDbConnection db,
        byte[] blob,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageTransaction? transaction = null,
        bool replace = true,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return FromFileAsync(db, new MemoryStream(blob, writable: false), configure, store, limits, transaction, replace, cancellationToken);
    }

    private async Task<TImage> AttachAsync(
        DbConnection connection, Stream content, AttachOptions<TImage> options, IImageStore store, CancellationToken cancellationToken)
    {
        options.Transaction?.CheckFor(connection);
        using Activity? activity = Activities.Start("ImageAttach.Attach", Table.ObjectType);
        OriginalFile<TImage> file = await OriginalFile<TImage>.ReadAsync(
            Table, content, options.Configure, options.Limits ?? ImageAttachSettings.Current.Limits, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            TImage image = file.CreateImage(NewImage());
            await UnitOfWorkRunner.RunAsync(Table, connection, options.Transaction, PutAsync, ReplaceRowsAsync, cancellationToken).ConfigureAwait(false);
            Counters.OriginalsAttached.Add(1);
            return image;

            async Task PutAsync(FileLedger ledger)
            {
                if (!options.Replace)
                    await CheckEmptyAsync(connection, options.Transaction, cancellationToken).ConfigureAwait(false);
                await file.PutAsync(image, store, ledger, cancellationToken).ConfigureAwait(false);
            }

            async Task<bool> ReplaceRowsAsync(SavepointScope scope, FileLedger ledger)
            {
                ImageRows<TImage> rows = Rows(connection, scope);
                if (!options.Replace)
                    await LockEmptyAsync(rows, cancellationToken).ConfigureAwait(false);
                await SetTimeAsync(rows, image, cancellationToken).ConfigureAwait(false);
                TrackObsolete(await rows.ReplaceSetAsync(image, cancellationToken).ConfigureAwait(false), store, ledger);
                AttachmentNotifications.Add(ledger, image, store);
                SetLoaded([image], ledger);
                return true;
            }
        }
    }

    /// <summary>Sets the time of a new original where it orders the sets of an owner: not in the only set.</summary>
    internal virtual Task SetTimeAsync(ImageRows<TImage> rows, TImage original, CancellationToken cancellationToken) => Task.CompletedTask;

    // Before the file is put: what will be refused costs no put.
    private async Task CheckEmptyAsync(DbConnection connection, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
            CheckEmpty(await Rows(connection, transaction?.DbTransaction).LoadSetAsync(NewImage(), cancellationToken).ConfigureAwait(false));
    }

    private async Task LockEmptyAsync(ImageRows<TImage> rows, CancellationToken cancellationToken)
    {
        await rows.LockSetAsync(NewImage(), cancellationToken).ConfigureAwait(false);
        CheckEmpty(await rows.LoadSetToChangeAsync(NewImage(), cancellationToken).ConfigureAwait(false));
    }

    private void CheckEmpty(List<TImage> images)
    {
        if (images.Exists(image => image.Original))
            throw new ImageExistsException($"{Name} has an original already, and `replace` is false. Nothing was changed. Remove it first, or attach with `replace: true`.");
    }
}
