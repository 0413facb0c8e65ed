using System.Data;
using System.Data.Common;
using ImageAttach.Faults;
using ImageAttach.Logging;
using ImageAttach.Sql;

namespace ImageAttach;

/// <summary>Removes files that no row names: what crashes, commits in doubt and failed removals leave behind.</summary>
public static class ImageSweeper
{
    private const int BatchSize = NamedFiles.Few;
    private const int MostAtOnce = 100_000;
    private const int AlwaysAllowed = 20;

    /// <summary>Looks through a store, and removes files that are old enough and that no committed row names.</summary>
    /// <param name="db">The connection, outside of any transaction. A closed one is opened, and closed again.</param>
    /// <param name="tables">All tables whose files are in the store: <c>ImageEntities.All</c>. Files of other object types are left alone.</param>
    /// <param name="store">The store; default: for each table the current one, by its name where [ImageEntity] has one.</param>
    /// <param name="options">What may be removed; default: files put 24 hours ago or earlier, a tenth at most.</param>
    /// <param name="cancellationToken">Stops the work between two files. What was removed by then is gone, and the rest is left to the next sweep.</param>
    /// <remarks>
    /// All rows are read once, and kept as 16 bytes each; files without one are looked for again, 500 at a time, right before these are
    /// removed. The first sweep leaves a mark in the store that says which database its files belong to, so that no other one, such as a copy
    /// of it, is ever swept against them. Of several stores all are looked through before anything is removed from the first.
    /// </remarks>
    /// <exception cref="SweepRefusedException">
    /// More than a tenth of a store's files would go, or its mark says that it belongs to another database. Nothing was removed.
    /// </exception>
    /// <exception cref="StoreContextException">No store was given, and for a table none is current.</exception>
    /// <exception cref="InvalidOperationException">There is an ambient transaction.</exception>
    /// <exception cref="ImageTableException">A table that has files in the store is missing, or isn't as declared. Nothing was removed.</exception>
    /// <exception cref="ImageStoreException">The store can't be listed at present.</exception>
    /// <exception cref="NotSupportedException">The store is no <see cref="IListableImageStore"/>.</exception>
    public static Task<SweepReport> SweepAsync(
        IDbConnection db,
        IEnumerable<IImageTable> tables,
        IImageStore? store = null,
        SweepOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        options ??= new SweepOptions();
        if (options.OlderThan < TimeSpan.Zero)
            throw new ArgumentException($"Files can't be older than {options.OlderThan}: OlderThan must be 0 or more.", nameof(options));
        if (System.Transactions.Transaction.Current is not null)
            throw new InvalidOperationException("A sweep goes by what is committed, so it can't be part of a transaction. Call it outside of the scope.");
        DbConnection connection = Connections.Usable(db);
        IImageTable[] all = [.. tables];
        Sweep[] sweeps = store is not null
            ? [new Sweep(connection, all, all, Listable(store), options)]
            : [.. all.GroupBy(StoreContext.Of).Select(group => new Sweep(connection, all, [.. group], Listable(group.Key), options))];
        return RunAsync(connection, sweeps, cancellationToken);
    }

    private static async Task<SweepReport> RunAsync(DbConnection connection, Sweep[] sweeps, CancellationToken cancellationToken)
    {
        List<SweepReport> reports = [];
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            foreach (Sweep sweep in sweeps)
                await sweep.ExamineAsync(cancellationToken).ConfigureAwait(false);
            foreach (Sweep sweep in sweeps)
                reports.Add(await sweep.RemoveAsync(cancellationToken).ConfigureAwait(false));
        }

        return new(
            reports.Sum(each => each.Examined), reports.Sum(each => each.Removed), reports.Sum(each => each.RemovedBytes), reports.Sum(each => each.Young),
            reports.Sum(each => each.Failed), reports.Sum(each => each.Unfinished), reports.TrueForAll(each => each.IsComplete));
    }

    private static IListableImageStore Listable(IImageStore store) => store as IListableImageStore ?? throw new NotSupportedException(
        $"{store.GetType().Name} can't tell which files it has, so it can't be swept. Use a store that is an IListableImageStore.");

    // Of one store. Rows of all tables count, whichever store is theirs: a call may have been given another.
    private sealed class Sweep(DbConnection connection, IImageTable[] all, IImageTable[] tables, IListableImageStore store, SweepOptions options)
    {
        private readonly DateTimeOffset _before = options.TimeProvider.GetUtcNow() - options.OlderThan;
        private readonly List<StoredFile> _unnamed = [];
        private StoreMark? _mark;
        private long _examined;
        private long _young;
        private long _removed;
        private long _bytes;
        private long _failed;

        public async Task ExamineAsync(CancellationToken cancellationToken)
        {
            _mark = await StoreMark.ReadAsync(store, connection, cancellationToken).ConfigureAwait(false);
            if (!options.TakeOver)
                _mark.RefuseAnother();
            foreach (string objectType in tables.Select(table => table.ObjectType).Distinct())
                await ExamineAsync(objectType, NamedOf(objectType), cancellationToken).ConfigureAwait(false);
            RefuseMany();
        }

        public async Task<SweepReport> RemoveAsync(CancellationToken cancellationToken)
        {
            if (!options.DryRun)
                await _mark!.WriteAsync(cancellationToken).ConfigureAwait(false);
            foreach (IGrouping<string, StoredFile> sameType in _unnamed.GroupBy(file => file.Key.ObjectType))
                await RemoveAsync(sameType, NamedOf(sameType.Key), cancellationToken).ConfigureAwait(false);
            int unfinished = options.DryRun ? 0 : await store.RemoveUnfinishedAsync(_before, cancellationToken).ConfigureAwait(false);
            return new(_examined, _removed, _bytes, _young, _failed, unfinished, IsComplete: _unnamed.Count < MostAtOnce);
        }

        private async Task ExamineAsync(string objectType, NamedFiles named, CancellationToken cancellationToken)
        {
            KeySet? all = null;
            await foreach (StoredFile file in store.ListAsync(objectType, cancellationToken).ConfigureAwait(false))
            {
                _examined++;
                Counters.SweepExamined.Add(1);

                // Once, when the first file comes: what is put and committed from here on is too young to go, and a table without files may be missing.
                all ??= await named.AllAsync(cancellationToken).ConfigureAwait(false);
                if (all.Contains(file.Key))
                    continue;
                if (file.LastModified > _before)
                    _young++;
                else if (_unnamed.Count < MostAtOnce)
                    _unnamed.Add(file);
            }
        }

        private NamedFiles NamedOf(string objectType) => new(connection, [.. all.Where(table => table.ObjectType == objectType)]);

        private void RefuseMany()
        {
            if (!options.AllowMany && _unnamed.Count >= AlwaysAllowed && _unnamed.Count > _examined / 10)
            {
                throw new SweepRefusedException(
                    $"{_unnamed.Count:N0} of {_examined:N0} files have no row, which is more than a tenth: is this the database that belongs to {store}? " +
                    "Nothing was removed. If it is right, set AllowMany.");
            }
        }

        private async Task RemoveAsync(IEnumerable<StoredFile> files, NamedFiles named, CancellationToken cancellationToken)
        {
            foreach (StoredFile[] batch in files.Chunk(BatchSize))
            {
                // Once more: a commit may have come in between.
                List<StoredFile> unnamed = await named.WithoutRowAsync(batch, cancellationToken).ConfigureAwait(false);
                Fault.At(FaultPoint.Judged);
                foreach (StoredFile file in unnamed)
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
                Events.LeftBehind(ImageAttachLogging.Logger, key, failure);
                Counters.SweepFailed.Add(1);
                return false;
            }
        }
    }
}
