using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>The images attached to one owner: an original, and thumbnails made from it.</summary>
/// <typeparam name="TImage">The image type.</typeparam>
/// <remarks>
/// <para>Each operation that takes a connection is one transaction, all or nothing, and queries the database. What it
/// found stays here, for the members that take none. After a rollback the set is as it was before: rolled-back images aren't shown.
/// If the outcome of a commit is unknown, the images aren't loaded any more.</para>
/// <para>A set may be used by several threads, each with a connection of its own.</para>
/// </remarks>
public partial class ImageSet<TImage> : IImageSets
    where TImage : Image
{
    private readonly Func<TImage> _newImage;
    private IReadOnlyList<TImage>? _images;

    internal ImageSet(IImageTable<TImage> table, Func<TImage> newImage, OwnerCheck<TImage>? owner = null)
    {
        (Table, _newImage) = (table, newImage);
        Owner = owner ?? new(table.ObjectType, newImage, missingKey: null);
    }

    /// <summary>Whether the images are known: an operation with a connection has asked for them.</summary>
    public bool IsLoaded => LoadedOrNull is not null;

    /// <summary>All images, as last seen: the original first, then thumbnails by width and height. Empty when nothing is attached.</summary>
    /// <exception cref="InvalidOperationException">The images aren't loaded.</exception>
    public IReadOnlyList<TImage> Images => Loaded;

    /// <summary>The picture as it was attached, as last seen; null when nothing is attached.</summary>
    /// <exception cref="InvalidOperationException">The images aren't loaded.</exception>
    public TImage? Original => Loaded is [{ Original: true } original, ..] ? original : null;

    internal IImageTable<TImage> Table { get; }

    internal OwnerCheck<TImage> Owner { get; }

    /// <summary>Checks that the owner is saved, before work that would be lost otherwise, such as reading an upload. Attaching checks it as well.</summary>
    /// <exception cref="OwnerNotSavedException">The owner isn't saved yet.</exception>
    public void RequireOwner() => Owner.Require();

    IImageTable IImageSets.Table => Table;

    IReadOnlyList<Image> IImageSets.LoadedImages => Loaded;

    private protected virtual IReadOnlyList<TImage>? LoadedOrNull => _images;

    private IReadOnlyList<TImage> Loaded => LoadedOrNull ?? throw new InvalidOperationException(
        $"The images of {Name} aren't loaded. Await LoadAsync first, or LoadImagesAsync for a page of owners.");

    // The set as it appears in messages: user-picture 42.
    internal string Name
    {
        get
        {
            TImage image = NewImage();
            return Owner.IsMissing(image) ? $"{image.ObjectType} of an owner that isn't saved" : $"{image.ObjectType} {image.ObjectId}";
        }
    }

    /// <summary>Asks the database which images there are.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>This set.</returns>
    public async Task<ImageSet<TImage>> LoadAsync(
        IDbConnection db, ImageTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        DbConnection connection = Connections.RequireUsable(db);
        transaction?.CheckFor(connection);
        if (Owner.IsUnsaved)
        {
            SetLoaded([], ledger: null);
            return this;
        }

        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            List<TImage> images = await Rows(connection, transaction?.DbTransaction).LoadSetAsync(NewImage(), cancellationToken).ConfigureAwait(false);
            SetLoaded(images, UnitOfWorkRunner.GetReadLedger(transaction));
        }

        return this;
    }

    /// <summary>The picture as it was attached, as last seen.</summary>
    /// <exception cref="ImageNotFoundException">Nothing is attached.</exception>
    /// <exception cref="InvalidOperationException">The images aren't loaded.</exception>
    public TImage RequireOriginal() => Original ?? throw new ImageNotFoundException($"{Name} has no original. Attach one first.");

    /// <summary>Removes the original and all thumbnails: their rows at once, their files after the commit. Does nothing to an empty set.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="store">The store that has the files; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <remarks>A file that can't be removed is logged, and stays until the store is swept.</remarks>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public Task RemoveAsync(
        IDbConnection db, IImageStore? store = null, ImageTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        DbConnection connection = Connections.RequireUsable(db);
        IImageStore from = store ?? StoreContext.For(Table.StoreName);
        return RemoveAsync();

        Task RemoveAsync() => UnitOfWorkRunner.RunAsync(Table, connection, transaction, putFiles: _ => Task.CompletedTask, ClearAsync, cancellationToken);

        async Task<bool> ClearAsync(SavepointScope scope, FileLedger ledger)
        {
            await RemoveRowsAsync(Rows(connection, scope), from, ledger, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    internal TImage NewImage() => _newImage();

    /// <summary>Notes which images there are. If the transaction isn't committed, they are what they were before.</summary>
    /// <param name="images">The images, the original first.</param>
    /// <param name="ledger">The ledger of the transaction that sees them; null for what is committed.</param>
    internal void SetLoaded(IEnumerable<TImage> images, FileLedger? ledger)
    {
        IReadOnlyList<TImage>? before = _images;
        ReadOnlyCollection<TImage> loaded = new([.. images]);
        _images = loaded;
        ledger?.OnNotCommitted(result => Undo(loaded, before, result));
    }

    /// <summary>Forgets which images there are, because what is known is out of date.</summary>
    internal virtual void ClearLoaded() => _images = null;

    // Images that were loaded since are newer than both.
    private void Undo(IReadOnlyList<TImage> loaded, IReadOnlyList<TImage>? before, CommitResult result)
    {
        if (!ReferenceEquals(_images, loaded))
            return;
        if (result == CommitResult.RolledBack)
            _images = before;
        else
            ClearLoaded();
    }

    private ImageRows<TImage> Rows(DbConnection connection, DbTransaction? transaction = null) => new(Table, connection, transaction);

    private ImageRows<TImage> Rows(DbConnection connection, SavepointScope scope) => new(Table, connection, scope);

    Task IImageSets.RemoveRowsAsync(
        DbConnection connection, SavepointScope scope, IImageStore store, FileLedger ledger, CancellationToken cancellationToken) =>
        RemoveRowsAsync(Rows(connection, scope), store, ledger, cancellationToken);

    private LedgerEntry FileOf(TImage image, IImageStore store) => ImageRows<TImage>.FileOf(Table, image, store);

    private async Task RemoveRowsAsync(ImageRows<TImage> rows, IImageStore store, FileLedger ledger, CancellationToken cancellationToken)
    {
        if (!Owner.IsUnsaved)
            TrackObsolete(await rows.DeleteSetReturningAsync(NewImage(), cancellationToken).ConfigureAwait(false), store, ledger);
        SetLoaded([], ledger);
    }

    private void TrackObsolete(List<TImage> images, IImageStore store, FileLedger ledger)
    {
        foreach (TImage image in images)
            ledger.TrackObsolete(FileOf(image, store));
    }
}
