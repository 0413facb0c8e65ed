using System.Data.Common;
using System.Transactions;
using ImageAttach.Databases;
using ImageAttach.Transactions;

namespace ImageAttach.ImageSets;

/// <summary>Adds one original to a list of sets, in the next place.</summary>
/// <remarks>
/// The file's name contains the place, and the place is certain only under the list's lock. A transaction of our own puts the file before it
/// begins, for the place that seems to be the next, so that no lock is held while bytes travel; if another caller was faster, the file is put
/// again, under the lock. In other transactions the lock comes first: they hold it until their end in any case.
/// </remarks>
internal sealed class Addition<TImage>(
    SetList<TImage> list, DbConnection connection, OriginalFile<TImage> file, IImageStore store, TImage owner)
    where TImage : Image
{
    private TImage? _put;

    /// <param name="transaction">The caller's transaction, or null.</param>
    /// <param name="ownerKey">Those of the set's key parameters that hold the owner's key.</param>
    /// <param name="setLoaded">Notes the new original in its set.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new original.</returns>
    public Task<TImage> RunAsync(
        ImageTransaction? transaction, IReadOnlyList<string> ownerKey, Action<TImage, FileLedger> setLoaded, CancellationToken cancellationToken)
    {
        bool isOwn = transaction is null && Transaction.Current is null;
        return UnitOfWorkRunner.RunAsync(
            list.Table,
            connection,
            transaction,
            ledger => isOwn ? PutEarlyAsync(ledger, cancellationToken) : Task.CompletedTask,
            AddRowAsync,
            cancellationToken);

        async Task<TImage> AddRowAsync(SavepointScope scope, FileLedger ledger)
        {
            ImageRows<TImage> rows = new(list.Table, connection, scope);
            TImage key = await rows.LockNextAsync(list, _put ?? file.CreateImage(list.GetNextKey(owner, last: null)), cancellationToken).ConfigureAwait(false);
            TImage image = await PutForAsync(key, ledger, cancellationToken).ConfigureAwait(false);
            await rows.SetTimeAsync(image, ownerKey, cancellationToken).ConfigureAwait(false);
            await rows.InsertAsync(image, cancellationToken).ConfigureAwait(false);
            AttachmentNotifications.Add(ledger, image, store);
            setLoaded(image, ledger);
            return image;
        }
    }

    private async Task PutEarlyAsync(FileLedger ledger, CancellationToken cancellationToken)
    {
        decimal? last;
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
            last = await new ImageRows<TImage>(list.Table, connection).LastPlaceAsync(list, owner, cancellationToken).ConfigureAwait(false);
        await PutForAsync(list.GetNextKey(owner, last), ledger, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TImage> PutForAsync(TImage key, FileLedger ledger, CancellationToken cancellationToken)
    {
        if (_put is not null && list.Table.GetSetKey(_put).Equals(list.Table.GetSetKey(key)))
            return _put;
        if (_put is not null)
            await ledger.DiscardPutAsync(_put.Key).ConfigureAwait(false);
        TImage image = file.CreateImage(key);
        await file.PutAsync(image, store, ledger, cancellationToken).ConfigureAwait(false);
        return _put = image;
    }
}
