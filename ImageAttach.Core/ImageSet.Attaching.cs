using System.Data;
using System.Data.Common;
using System.Diagnostics;
using ImageAttach.Files;
using ImageAttach.Imaging;
using ImageAttach.Logging;
using ImageAttach.Sql;
using ImageAttach.Transactions;

namespace ImageAttach;

public partial class ImageSet<TImage>
{
    /// <summary>Attaches a picture: replaces the original and removes the thumbnails made from it.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="file">The picture, from the stream's position to its end. It need not seek, and stays open.</param>
    /// <param name="configure">Sets extra columns of the new row. The key and what the picture tells of itself can't be changed.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the picture may be, of which types, and what else is demanded of it; default: <see cref="ImageLimits.Default"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new original.</returns>
    /// <remarks>
    /// Type and size come from the bytes, and a file cut short is refused; pixels are not decoded, unless the limits say so or the image
    /// type has a <see cref="PlaceholderAttribute">placeholder</see>. The file is stored as it is, unless the limits say so, and first; its row follows in one transaction; the old files go once that is committed. If anything fails the old
    /// picture stays, and nothing new is left.
    /// </remarks>
    /// <exception cref="ImageFormatException">Empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
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
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.CanRead)
            throw new ArgumentException("The stream can't be read: it is closed, or open for writing only.", nameof(file));
        RequireOwner();
        return AttachAsync(
            Connections.Usable(db), file, configure, store ?? StoreContext.Of(Table), limits ?? ImageLimits.Default, transaction, cancellationToken);
    }

    /// <summary>Attaches a picture that is in memory: replaces the original and removes the thumbnails made from it.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="blob">The picture's bytes.</param>
    /// <param name="configure">Sets extra columns of the new row.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the picture may be, of which types, and what else is demanded of it; default: <see cref="ImageLimits.Default"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="FromFileAsync" path="/returns|/remarks|/exception"/>
    public Task<TImage> FromBlobAsync(
        IDbConnection db,
        byte[] blob,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return FromFileAsync(db, new MemoryStream(blob, writable: false), configure, store, limits, transaction, cancellationToken);
    }

    private async Task<TImage> AttachAsync(
        DbConnection connection,
        Stream file,
        Action<TImage>? configure,
        IImageStore store,
        ImageLimits limits,
        ImageTransaction? transaction,
        CancellationToken cancellationToken)
    {
        transaction?.CheckFor(connection);
        using Activity? activity = Activities.Start("ImageAttach.Attach", Table.ObjectType);
        Spool spool = await Spool.TakeAsync(file, limits.MaxBytes, cancellationToken).ConfigureAwait(false);
        await using (spool.ConfigureAwait(false))
        {
            TImage image = NewOriginal(await Intake.TakeAsync(spool, limits, cancellationToken).ConfigureAwait(false), configure);
            if (Table.SetPlaceholder is { } setPlaceholder)
                setPlaceholder(image, await ThumbHash.ReadAndHashAsync(spool.ReadAllAsync, cancellationToken).ConfigureAwait(false));
            TImage attached = await ImageWork.RunAsync(Table, connection, transaction, PutAsync, ReplaceRowsAsync, cancellationToken).ConfigureAwait(false);
            Counters.OriginalsAttached.Add(1);
            Show([attached]);
            return attached;

            async Task PutAsync(FileLedger ledger)
            {
                spool.Rewind();
                await FilePut.RunAsync(ledger, FileOf(image, store), image, spool.Content, spool.Length, cancellationToken).ConfigureAwait(false);
                Attaching.Note(ledger, image, store);
            }

            async Task<TImage> ReplaceRowsAsync(Within within, FileLedger ledger)
            {
                SupersedeAll(await Rows(connection, within).ReplaceSetAsync(image, cancellationToken).ConfigureAwait(false), store, ledger);
                return image;
            }
        }
    }

    // The caller's part comes in between: what he sets first is kept, and what is ours is set last.
    private TImage NewOriginal(ImageHeader header, Action<TImage>? configure)
    {
        TImage image = NewImage();
        object key = Table.GetSetKey(image);
        configure?.Invoke(image);
        if (!key.Equals(Table.GetSetKey(image)))
            throw new ArgumentException($"`configure` changed the key of {Name}. Set extra columns only; the key comes from the owner.", nameof(configure));
        FilePut.Stamp(image, header.MimeType, header.Size, original: true);
        return image;
    }
}
