using System.Data.Common;
using ImageAttach.Diagnostics;
using ImageAttach.Stores;
using ImageAttach.Transactions;

namespace ImageAttach.ImageSets;

/// <summary>Moves or copies whole sets to other places of their table, all of them or none.</summary>
/// <remarks>
/// A file's name has its set's object id in it, so most files are put again under their new names, and the old ones go after the commit:
/// at every moment each committed row has its file.
/// </remarks>
internal sealed class Relocation<TImage>(IImageTable<TImage> table, DbConnection connection, IImageStore store, bool keepsSources)
    where TImage : Image
{
    private readonly RelocationPlan<TImage> _plan = new(table, keepsSources);
    private readonly HashSet<StoreKey> _dropped = [];

    public async Task RunAsync(IReadOnlyList<SetMove<TImage>> moves, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        transaction?.CheckFor(connection);
        await _plan.LoadAsync(moves, connection, transaction, cancellationToken).ConfigureAwait(false);
        if (_plan.Moves.Count == 0)
            return;
        try
        {
            await UnitOfWorkRunner.RunAsync(
                table,
                connection,
                transaction,
                ledger => PutAsync(ledger, cancellationToken),
                (scope, ledger) => ChangeAsync(scope, ledger, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (ImagesChangedException)
        {
            foreach (SetMove<TImage> move in _plan.Moves)
                move.From.ClearLoaded();
            throw;
        }
    }

    private async Task PutAsync(FileLedger ledger, CancellationToken cancellationToken)
    {
        foreach (MovedImage<TImage> image in _plan.Images.Where(image => !image.KeepsFile))
        {
            try
            {
                ledger.TrackPut(ImageRows<TImage>.FileOf(table, image.New, store));
                Fault.At(FaultPoint.KeyNoted);
                FileDigest copy = await FileCopy.RunAsync(store, image.Old.Key, store, image.New.Key, !image.Old.Original, cancellationToken).ConfigureAwait(false);
                if (copy.FindMismatch(image.Old) is { } fault)
                    throw new ImageFileDamagedException(image.Old.Key, fault);
                (image.New.Length, image.New.Sha256) = (copy.Length, copy.Sha256);
                Fault.At(FaultPoint.FilePut);
                Counters.FilesPut.Add(1);
            }
            catch (ImageFileNotFoundException) when (!image.Old.Original)
            {
                _dropped.Add(image.New.Key); // a thumbnail can be made again
            }
        }
    }

    private async Task<bool> ChangeAsync(SavepointScope scope, FileLedger ledger, CancellationToken cancellationToken)
    {
        ImageRows<TImage> rows = new(table, connection, scope);
        List<TImage> found = await rows.LoadSetsToChangeAsync(
            [.. _plan.Sources.Concat(_plan.Targets).DistinctBy(table.GetSetKey)], cancellationToken).ConfigureAwait(false);
        HashSet<StoreKey> present = [.. found.Select(image => image.Key)];
        if (_plan.Images.Find(image => image.Old.Original && !present.Contains(image.Old.Key)) is { } changed)
            throw new ImagesChangedException($"{changed.Old.Key} was replaced or removed while it was being moved or copied. Nothing was changed; try again.");

        TImage[] replaced = [.. (keepsSources ? _plan.Targets : _plan.Sources.Concat(_plan.Targets)).DistinctBy(table.GetSetKey)];
        TrackObsolete(found, replaced, rows, ledger);
        await rows.DeleteSetsAsync(replaced, cancellationToken).ConfigureAwait(false);
        SetLoaded(await InsertAsync(rows, present, ledger, cancellationToken).ConfigureAwait(false), ledger);
        return true;
    }

    private void TrackObsolete(List<TImage> found, TImage[] replaced, ImageRows<TImage> rows, FileLedger ledger)
    {
        HashSet<object> keys = [.. replaced.Select(table.GetSetKey)];
        HashSet<StoreKey> kept = [.. _plan.Images.Where(image => image.KeepsFile).Select(image => image.New.Key)];
        foreach (TImage image in found.Where(image => keys.Contains(table.GetSetKey(image)) && !kept.Contains(image.Key)))
            ledger.TrackObsolete(rows.FileOf(image, store));
    }

    private async Task<List<TImage>> InsertAsync(ImageRows<TImage> rows, HashSet<StoreKey> present, FileLedger ledger, CancellationToken cancellationToken)
    {
        List<TImage> inserted = [];
        foreach (MovedImage<TImage> image in _plan.Images)
        {
            // A thumbnail that was removed meanwhile: what took its place was made later, and goes with the old set.
            if (!present.Contains(image.Old.Key) && _dropped.Add(image.New.Key))
                await ledger.DiscardPutAsync(image.New.Key).ConfigureAwait(false);
            if (_dropped.Contains(image.New.Key))
                continue;
            if (keepsSources && image.New.Original)
                await GetTarget(image.New).SetTimeAsync(rows, image.New, cancellationToken).ConfigureAwait(false);
            await rows.InsertAsync(image.New, cancellationToken).ConfigureAwait(false);
            inserted.Add(image.New);

            // Thumbnails that weren't made yet were requested for the old set, which doesn't exist any more.
            if (image.New.Original)
                AttachmentNotifications.Add(ledger, image.New, store);
        }

        return inserted;
    }

    private ImageSet<TImage> GetTarget(TImage image) => _plan.Moves.First(move => move.ToKey.Equals(table.GetSetKey(image))).To;

    private void SetLoaded(List<TImage> images, FileLedger ledger)
    {
        ILookup<object, TImage> imagesByKey = images.ToLookup(table.GetSetKey);
        if (!keepsSources)
        {
            foreach (SetMove<TImage> move in _plan.Moves)
                move.From.SetLoaded(imagesByKey[move.FromKey], ledger);
        }

        foreach (SetMove<TImage> move in _plan.Moves)
            move.To.SetLoaded(imagesByKey[move.ToKey], ledger);
    }
}
