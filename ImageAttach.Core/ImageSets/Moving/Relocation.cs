using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using ImageAttach.Stores;
using ImageAttach.Transactions;

namespace ImageAttach.ImageSets;

/// <summary>Moves or copies whole sets to other places of their table, all of them or none.</summary>
/// <remarks>
/// A file's name has its set's object id in it, so most files are put anew under their new names, and the old ones go after the commit:
/// at every moment each committed row has its file.
/// </remarks>
internal sealed class Relocation<TImage>(IImageTable<TImage> table, DbConnection connection, IImageStore store, bool keepsSources)
    where TImage : Image
{
    private readonly List<MovedImage<TImage>> _moved = [];
    private readonly HashSet<StoreKey> _dropped = [];

    public async Task RunAsync(IReadOnlyList<SetMove<TImage>> moves, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        transaction?.CheckFor(connection);
        SetMove<TImage>[] real = [.. moves.Where(move => !KeyOf(move.From).Equals(KeyOf(move.To)))];
        Check(real);
        await PlanAsync(moves, real, transaction, cancellationToken).ConfigureAwait(false);
        if (real.Length == 0)
            return;
        try
        {
            await UnitOfWorkRunner.RunAsync(
                table,
                connection,
                transaction,
                ledger => PutAsync(ledger, cancellationToken),
                (scope, ledger) => ChangeAsync(real, scope, ledger, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (ImagesChangedException)
        {
            Array.ForEach(real, move => move.From.ClearLoaded());
            throw;
        }
    }

    private static void Check(SetMove<TImage>[] moves)
    {
        if (moves.DistinctBy(move => KeyOf(move.From)).Count() < moves.Length)
            throw new ArgumentException("An image set can't be moved to two places. Name each set once.");
        if (moves.DistinctBy(move => KeyOf(move.To)).Count() < moves.Length)
            throw new ArgumentException("Two image sets can't be moved to one place. Name each place once.");
    }

    private static object KeyOf(ImageSet<TImage> set) => set.Table.GetSetKey(set.NewImage());

    private async Task PlanAsync(
        IReadOnlyList<SetMove<TImage>> all, SetMove<TImage>[] moves, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            ILookup<object, TImage> images = (await new ImageRows<TImage>(table, connection, transaction?.DbTransaction)
                .LoadSetsAsync([.. all.Select(move => move.From.NewImage())], cancellationToken).ConfigureAwait(false)).ToLookup(table.GetSetKey);
            foreach (SetMove<TImage> move in all)
            {
                if (images[KeyOf(move.From)].FirstOrDefault() is not { Original: true })
                    throw new ImageNotFoundException($"{move.From.Name} has no original, so there is nothing to move or copy. Attach one first.");
            }

            foreach (SetMove<TImage> move in moves)
                _moved.AddRange(images[KeyOf(move.From)].Select(image => new MovedImage<TImage>(image, Moved(image, move.To.NewImage()))));
        }
    }

    private TImage Moved(TImage image, TImage key)
    {
        TImage moved = table.Derive(image, key);
        FilePut.Stamp(moved, image.MimeType, image.Size, image.Original, image.Recipe);
        (moved.Length, moved.Sha256) = (image.Length, image.Sha256);
        if (keepsSources)
            return moved;
        moved.CreatedAt = image.CreatedAt;
        if (moved.ObjectId == image.ObjectId)
            moved.Revision = image.Revision;
        return moved;
    }

    private async Task PutAsync(FileLedger ledger, CancellationToken cancellationToken)
    {
        foreach (MovedImage<TImage> image in _moved.Where(image => !image.KeepsFile))
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

    private async Task<bool> ChangeAsync(
        SetMove<TImage>[] moves, SavepointScope scope, FileLedger ledger, CancellationToken cancellationToken)
    {
        ImageRows<TImage> rows = new(table, connection, scope);
        TImage[] sources = [.. moves.Select(move => move.From.NewImage())], targets = [.. moves.Select(move => move.To.NewImage())];
        List<TImage> found = await rows.LoadSetsToChangeAsync(
            [.. sources.Concat(targets).DistinctBy(table.GetSetKey)], cancellationToken).ConfigureAwait(false);
        HashSet<StoreKey> present = [.. found.Select(image => image.Key)];
        if (_moved.Find(image => image.Old.Original && !present.Contains(image.Old.Key)) is { } gone)
            throw new ImagesChangedException($"{gone.Old.Key} was replaced or removed while it was being moved or copied. Nothing was changed; try again.");

        TImage[] going = [.. (keepsSources ? targets : sources.Concat(targets)).DistinctBy(table.GetSetKey)];
        HashSet<object> goingKeys = [.. going.Select(table.GetSetKey)];
        HashSet<StoreKey> kept = [.. _moved.Where(image => image.KeepsFile).Select(image => image.New.Key)];
        foreach (TImage image in found.Where(image => goingKeys.Contains(table.GetSetKey(image)) && !kept.Contains(image.Key)))
            ledger.TrackObsolete(rows.FileOf(image, store));
        await rows.DeleteSetsAsync(going, cancellationToken).ConfigureAwait(false);
        SetLoaded(moves, await InsertAsync(moves, rows, present, ledger, cancellationToken).ConfigureAwait(false), ledger);
        return true;
    }

    private async Task<List<TImage>> InsertAsync(
        SetMove<TImage>[] moves, ImageRows<TImage> rows, HashSet<StoreKey> present, FileLedger ledger, CancellationToken cancellationToken)
    {
        List<TImage> inserted = [];
        foreach (MovedImage<TImage> image in _moved)
        {
            // A thumbnail that went meanwhile: what took its place was made since, and goes with the old set.
            if (!present.Contains(image.Old.Key) && _dropped.Add(image.New.Key))
                await ledger.DiscardPutAsync(image.New.Key).ConfigureAwait(false);
            if (_dropped.Contains(image.New.Key))
                continue;
            if (keepsSources && image.New.Original)
                await TargetOf(image.New, moves).SetTimeAsync(rows, image.New, cancellationToken).ConfigureAwait(false);
            await rows.InsertAsync(image.New, cancellationToken).ConfigureAwait(false);
            inserted.Add(image.New);

            // Thumbnails that weren't made yet were wanted of the old set, which is gone.
            if (image.New.Original)
                AttachmentNotifications.Add(ledger, image.New, store);
        }

        return inserted;
    }

    private ImageSet<TImage> TargetOf(TImage image, SetMove<TImage>[] moves) => moves.First(move => KeyOf(move.To).Equals(table.GetSetKey(image))).To;

    private void SetLoaded(SetMove<TImage>[] moves, List<TImage> images, FileLedger ledger)
    {
        ILookup<object, TImage> imagesByKey = images.ToLookup(table.GetSetKey);
        if (!keepsSources)
        {
            foreach (SetMove<TImage> move in moves)
                move.From.SetLoaded(imagesByKey[KeyOf(move.From)], ledger);
        }

        foreach (SetMove<TImage> move in moves)
            move.To.SetLoaded(imagesByKey[KeyOf(move.To)], ledger);
    }
}
