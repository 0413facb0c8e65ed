using ImageAttach.Diagnostics;
using ImageAttach.Transactions;

namespace ImageAttach.Operations;

/// <summary>The sweep of one store.</summary>
internal sealed class StoreSweep(SweepRows rows, IImageTable[] tables, IListableImageStore store, SweepOptions options)
{
    private const int BatchSize = ReferencedFiles.BatchSize;
    private const int MaxUnreferenced = 100_000;
    private const int AlwaysAllowed = 20;

    private readonly List<StoredFile> _unreferenced = [];
    private readonly List<string> _unreadable = [];
    private DateTimeOffset _before;
    private StoreClaim? _claim;
    private long _examined;
    private long _tooRecent;
    private long _referencedElsewhere;
    private long _removed;
    private long _bytes;
    private long _failed;

    /// <summary>Looks for files without a row.</summary>
    /// <param name="openSince">When the oldest open transaction began; files since then stay.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="SweepRefusedException">The store isn't known to belong to the database, or too many files would go.</exception>
    public async Task ExamineAsync(DateTimeOffset openSince, CancellationToken cancellationToken)
    {
        _claim = await StoreClaim.ReadAsync(store, rows.Connection, cancellationToken).ConfigureAwait(false);
        if (!options.AdoptStore)
            _claim.RefuseConflict();
        TimeSpan keepTime = (await CommitDurability.EstablishAsync(rows.Connection).ConfigureAwait(false)).GetKeepTime(store);
        DateTimeOffset old = options.TimeProvider.GetUtcNow() - (options.OlderThan > keepTime ? options.OlderThan : keepTime);
        _before = old < openSince ? old : openSince;
        foreach (string objectType in tables.Select(table => table.ObjectType).Distinct())
            await ExamineAsync(objectType, cancellationToken).ConfigureAwait(false);
        RefuseMassDeletion();
    }

    /// <summary>Removes the files that were found, unless a row names them by now.</summary>
    public async Task<SweepReport> RemoveAsync(CancellationToken cancellationToken)
    {
        if (!options.DryRun)
            await _claim!.AdvanceAsync(options.AdoptStore, cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<string, StoredFile> sameType in _unreferenced.GroupBy(file => file.Key.ObjectType))
            await RemoveAsync(sameType, rows.GetReferencedFiles(sameType.Key), cancellationToken).ConfigureAwait(false);
        int unfinished = options.DryRun ? 0 : await store.RemoveUnfinishedAsync(_before, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Examined = _examined,
            Removed = _removed,
            RemovedBytes = _bytes,
            SkippedAsTooRecent = _tooRecent,
            Failed = _failed,
            Unfinished = unfinished,
            IsComplete = _unreferenced.Count < MaxUnreferenced && _unreadable.Count == 0,
            NamedElsewhere = _referencedElsewhere, Unreadable = _unreadable,
        };
    }

    private async Task ExamineAsync(string objectType, CancellationToken cancellationToken)
    {
        ReferencedFiles named = rows.GetReferencedFiles(objectType);
        KeySet? all = null;
        try
        {
            await foreach (StoredFile file in store.ListAsync(objectType, cancellationToken).ConfigureAwait(false))
            {
                _examined++;
                Counters.SweepExamined.Add(1);

                // Once, when the first file comes: what is put and committed from here on is too young to go, and a table without files may be missing.
                all ??= await named.ReadAllAsync(cancellationToken).ConfigureAwait(false);
                if (!all.Contains(file.Key))
                    await AddUnreferencedAsync(file, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ImageListingException incomplete)
        {
            _unreadable.AddRange(incomplete.Folders);
        }
    }

    private async Task AddUnreferencedAsync(StoredFile file, CancellationToken cancellationToken)
    {
        if (await rows.OthersMayReferenceAsync(file.Key, cancellationToken).ConfigureAwait(false))
            _referencedElsewhere++;
        else if (file.LastModified > _before)
            _tooRecent++;
        else if (_unreferenced.Count < MaxUnreferenced)
            _unreferenced.Add(file);
    }

    private void RefuseMassDeletion()
    {
        if (!options.AllowMassDeletion && _unreferenced.Count >= AlwaysAllowed && _unreferenced.Count > _examined / 10)
        {
            throw new SweepRefusedException(
                $"{_unreferenced.Count:N0} of {_examined:N0} files have no row, which is more than a tenth: is this the database that belongs to {store}? " +
                "Nothing was removed. If it is right, set AllowMassDeletion. See docs/errors/sweep-refused.md");
        }
    }

    private async Task RemoveAsync(IEnumerable<StoredFile> files, ReferencedFiles named, CancellationToken cancellationToken)
    {
        foreach (StoredFile[] batch in files.Chunk(BatchSize))
        {
            if (!options.DryRun)
                await _claim!.CheckAsync(_removed, cancellationToken).ConfigureAwait(false);

            // Once more: a commit may have come in between. And those that removed the rows must be durable before the files go.
            List<StoredFile> unreferenced = await rows.FindUnreferencedAsync(batch, named, cancellationToken).ConfigureAwait(false);
            await CommitDurability.EstablishAsync(rows.Connection).ConfigureAwait(false);
            Fault.At(FaultPoint.FilesChecked);
            foreach (StoredFile file in unreferenced)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (options.DryRun || await TryDeleteAsync(file.Key).ConfigureAwait(false))
                    (_removed, _bytes) = (_removed + 1, _bytes + file.Length);
                else
                    _failed++;
            }
        }
    }

    private async Task<bool> TryDeleteAsync(StoreKey key)
    {
        try
        {
            await store.DeleteAsync(key, CancellationToken.None).ConfigureAwait(false);
            Counters.SweepRemoved.Add(1);
            Fault.At(FaultPoint.FileRemoved);
            return true;
        }
        catch (Exception failure)
        {
            Events.LeftBehind(ImageAttachSettings.Current.Logger, key, failure);
            Counters.SweepFailed.Add(1);
            return false;
        }
    }
}
