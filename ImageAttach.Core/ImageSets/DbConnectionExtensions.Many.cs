using System.Data;
using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.ImageSets;
using ImageAttach.Transactions;

namespace ImageAttach;

public static partial class DbConnectionExtensions
{
    /// <summary>Loads the many image sets of many owners with one query, so that a page of owners needs no more.</summary>
    /// <typeparam name="TOwner">The owners' type.</typeparam>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="owners">The owners. The list may be empty, and may contain the same row twice.</param>
    /// <param name="sets">Which of an owner's image sets to load.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <remarks>
    /// Afterwards <see cref="MultipleImageSet{TImage}.ImageSets"/> is known, and what <c>GetImageSet</c> gives is loaded. Thousands of owners are
    /// asked for in several queries, some four thousand key columns each.
    /// </remarks>
    public static async Task LoadImagesAsync<TOwner, TImage>(
        this IDbConnection db,
        IEnumerable<TOwner> owners,
        Func<TOwner, MultipleImageSet<TImage>> sets,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(owners);
        ArgumentNullException.ThrowIfNull(sets);
        DbConnection connection = Connections.RequireUsable(db);
        transaction?.CheckFor(connection);
        ILookup<bool, MultipleImageSet<TImage>> all = owners.Select(sets).ToLookup(ownerSets => ownerSets.Owner.IsUnsaved);
        foreach (MultipleImageSet<TImage> unsaved in all[true])
            unsaved.SetLoaded([], ledger: null);
        if (!all[false].Any())
            return;

        MultipleImageSet<TImage> any = all[false].First();
        ILookup<OwnerKey, MultipleImageSet<TImage>> setsByOwner = all[false].ToLookup(ownerSets => OwnerKey.From(any, ownerSets.NewImage()));
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            List<TImage> images = await new ImageRows<TImage>(any.Table, connection, transaction?.DbTransaction).LoadOwnersAsync(
                [.. setsByOwner.Select(same => same.First().NewImage())], any.OwnerKey, cancellationToken).ConfigureAwait(false);
            ILookup<OwnerKey, TImage> imagesByOwner = images.ToLookup(image => OwnerKey.From(any, image));
            FileLedger? ledger = UnitOfWorkRunner.GetReadLedger(transaction);
            foreach (IGrouping<OwnerKey, MultipleImageSet<TImage>> same in setsByOwner)
            {
                foreach (MultipleImageSet<TImage> ownerSets in same)
                    ownerSets.SetLoaded(imagesByOwner[same.Key], ledger);
            }
        }
    }

    /// <summary>Removes all images of an owner, of all its image sets: their rows at once, their files after the commit.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="owner">The owner. Its own row stays; delete it in the same transaction.</param>
    /// <param name="store">The store that has the files; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <remarks>
    /// Rows that a foreign key deletes with their owner's (<c>on delete cascade</c>) go without a word to us: their files stay until the store is
    /// swept. Call this first, and they go at once.
    /// </remarks>
    /// <example>
    /// <code>
    /// await using ImageTransaction tx = await db.BeginImageTransactionAsync();
    /// await db.RemoveImagesAsync(user, transaction: tx);
    /// await db.ExecuteAsync("delete from users where id = @Id", user, tx.DbTransaction);
    /// await tx.CommitAsync();
    /// </code>
    /// </example>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public static Task RemoveImagesAsync(
        this IDbConnection db,
        IImageOwner owner,
        IImageStore? store = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(owner);
        DbConnection connection = Connections.RequireUsable(db);
        (IImageSets Sets, IImageStore Store)[] all = [.. owner.ImageSets.Select(sets => (sets, store ?? StoreContext.For(sets.Table.StoreName)))];
        return RemoveAsync();

        async Task RemoveAsync()
        {
            if (all.Length == 0)
                return;
            await UnitOfWorkRunner.RunAsync(
                all[0].Sets.Table, connection, transaction, putFiles: _ => Task.CompletedTask, RemoveRowsAsync, cancellationToken).ConfigureAwait(false);

            async Task<bool> RemoveRowsAsync(SavepointScope scope, FileLedger ledger)
            {
                foreach ((IImageSets sets, IImageStore from) in all)
                    await sets.RemoveRowsAsync(connection, scope, from, ledger, cancellationToken).ConfigureAwait(false);
                return true;
            }
        }
    }
}
