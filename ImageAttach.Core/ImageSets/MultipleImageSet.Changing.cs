using System.Data;
using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.ImageSets;
using ImageAttach.Transactions;

namespace ImageAttach;

public sealed partial class MultipleImageSet<TImage>
{
    /// <summary>Removes all sets: their rows at once, their files after the commit. Does nothing if there are none.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="store">The store that has the files; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <remarks>A set that is attached for the first time at the same moment may stay. One of them is removed by its own <c>RemoveAsync</c>.</remarks>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public Task RemoveAsync(
        IDbConnection db, IImageStore? store = null, ImageTransaction? transaction = null, CancellationToken cancellationToken = default) =>
        RemoveAsync(db, sets => sets, store, transaction, cancellationToken);

    /// <summary>Removes all sets but those whose originals were attached last, by the database's clock; hosts' clocks may differ.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="count">How many to keep, 0 or more. Of those attached at the same microsecond, the later ones by their keys.</param>
    /// <param name="store">The store that has the files; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>How many sets were removed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 0.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public Task<int> KeepLatestAsync(
        IDbConnection db,
        int count,
        IImageStore? store = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
    {
        if (count < 0)
            throw new ArgumentOutOfRangeException(nameof(count), count, FormattableString.Invariant($"{count} sets can't be kept: give 0 or more."));
        return RemoveAsync(
            db, originals => originals.Reverse().OrderByDescending(original => original.CreatedAt).Skip(count), store, transaction, cancellationToken);
    }

    /// <summary>Lets sets take each other's places: the first named takes the first of the keys that the named sets have now, and so on.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="order">The sets in their new order. Those that aren't named stay as they are.</param>
    /// <param name="store">The store that has the files; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <exception cref="ArgumentException">A set is named twice, or belongs to another owner.</exception>
    /// <inheritdoc cref="ImageSet{TImage}.MoveToAsync" path="/remarks|/exception"/>
    public Task ReorderAsync(
        IDbConnection db,
        IEnumerable<ImageSubset<TImage>> order,
        IImageStore? store = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        ImageSubset<TImage>[] named = [.. order.Select(Own)];
        Relocation<TImage> relocation = new(_table, Connections.RequireUsable(db), store ?? StoreContext.For(_table.StoreName), keepsSources: false);
        return RunAsync();

        async Task RunAsync()
        {
            // The database knows the order of its keys.
            List<TImage> images = await QueryAsync(
                db, transaction, rows => rows.LoadOwnersAsync([NewImage()], _ownerKey, cancellationToken), none: [], cancellationToken).ConfigureAwait(false);
            HashSet<object> keys = [.. named.Select(set => _table.GetSetKey(set.NewImage()))];
            TImage[] places = [.. images.DistinctBy(_table.GetSetKey).Where(image => keys.Contains(_table.GetSetKey(image)))];
            if (places.Length < keys.Count)
                throw new ImageNotFoundException($"One of the sets to reorder has no original. Attach one first, or reorder those of {Name} that ImageSetsAsync gives.");
            if (named.Length > keys.Count)
                throw new ArgumentException("An image set can't be in two places. Name each set once.", nameof(order));
            await relocation.RunAsync(
                [.. named.Zip(places, (set, place) => new SetMove<TImage>(set, Subset(() => _table.CopyKey(place))))], transaction, cancellationToken).ConfigureAwait(false);
            await LoadAsync(db, transaction, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Moves sets to other discriminators, all or none. What else was there is replaced.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="moves">Each set with the one whose place it takes. Sets may move in a circle, or up by one each.</param>
    /// <param name="store">The store that has the files; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <exception cref="ArgumentException">A set or a place is named twice, or belongs to another owner.</exception>
    /// <inheritdoc cref="ImageSet{TImage}.MoveToAsync" path="/remarks|/exception"/>
    public Task MoveAsync(
        IDbConnection db,
        IEnumerable<(ImageSubset<TImage> From, ImageSubset<TImage> To)> moves,
        IImageStore? store = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(moves);
        Owner.Require();
        SetMove<TImage>[] all = [.. moves.Select(move => new SetMove<TImage>(Own(move.From), Own(move.To)))];
        return new Relocation<TImage>(_table, Connections.RequireUsable(db), store ?? StoreContext.For(_table.StoreName), keepsSources: false)
            .RunAsync(all, transaction, cancellationToken);
    }

    async Task IImageSets.RemoveRowsAsync(
        DbConnection connection, SavepointScope scope, IImageStore store, FileLedger ledger, CancellationToken cancellationToken) =>
        await RemoveRowsAsync(new(_table, connection, scope), sets => sets, store, ledger, cancellationToken).ConfigureAwait(false);

    private ImageSubset<TImage> Own(ImageSubset<TImage> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return OwnerValues(set.NewImage()).SequenceEqual(OwnerValues(NewImage())) ? set : throw new ArgumentException(
            $"{set.Name} isn't one of {Name}. To move a picture to another owner use its MoveToAsync.");
    }

    private Task<int> RemoveAsync(
        IDbConnection db,
        Func<IEnumerable<TImage>, IEnumerable<TImage>> choose,
        IImageStore? store,
        ImageTransaction? transaction,
        CancellationToken cancellationToken)
    {
        DbConnection connection = Connections.RequireUsable(db);
        IImageStore from = store ?? StoreContext.For(_table.StoreName);
        return RunAsync();

        Task<int> RunAsync() => UnitOfWorkRunner.RunAsync(
            _table,
            connection,
            transaction,
            putFiles: _ => Task.CompletedTask,
            (scope, ledger) => RemoveRowsAsync(new(_table, connection, scope), choose, from, ledger, cancellationToken),
            cancellationToken);
    }

    // The choice is among sets, each by its first image, which is its original unless somebody removed that by hand.
    private async Task<int> RemoveRowsAsync(
        ImageRows<TImage> rows, Func<IEnumerable<TImage>, IEnumerable<TImage>> choose, IImageStore store, FileLedger ledger, CancellationToken cancellationToken)
    {
        if (Owner.IsUnsaved)
            return 0;
        List<TImage> images = await rows.LoadOwnerToChangeAsync(NewImage(), _ownerKey, cancellationToken).ConfigureAwait(false);
        TImage[] chosen = [.. choose(images.DistinctBy(_table.GetSetKey))];
        HashSet<object> keys = [.. chosen.Select(_table.GetSetKey)];
        foreach (TImage image in images.Where(image => keys.Contains(_table.GetSetKey(image))))
            ledger.TrackObsolete(rows.FileOf(image, store));
        await rows.DeleteSetsAsync(chosen, cancellationToken).ConfigureAwait(false);
        SetLoaded(images.Where(image => !keys.Contains(_table.GetSetKey(image))), ledger);
        return chosen.Length;
    }
}
