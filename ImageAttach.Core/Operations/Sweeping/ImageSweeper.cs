using System.Data;
using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Operations;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>Removes files that no row references: what crashes, in-doubt commits and failed removals leave behind.</summary>
public static class ImageSweeper
{
    /// <summary>Lists the files of a store, and removes those that are old enough and that no committed row references.</summary>
    /// <param name="db">The connection, outside of any transaction. A closed one is opened, and closed again.</param>
    /// <param name="tables">All tables whose files are in the store: <c>ImageEntities.All</c>. Files of other object types are left alone.</param>
    /// <param name="store">The store; default: for each table the current one, by its name where [ImageEntity] has one.</param>
    /// <param name="options">What may be removed; default: files put 24 hours ago or earlier, a tenth at most.</param>
    /// <param name="cancellationToken">Stops the work between two files. What was removed by then is gone, and the rest is left to the next sweep.</param>
    /// <remarks>
    /// <para>All rows are read once, and take 16 bytes of memory each. Right before files without a row are removed, their rows are queried once
    /// more, 500 at a time. If there are several stores, all of them are examined before a file is removed from any.</para>
    /// <para>The first sweep claims the store: it writes a random text to the store's mark and to the database's table <c>image_attach_store</c>, which it
    /// creates. Each sweep changes that text in both places. A database without the claim, such as a copy of the one that has it, is refused.</para>
    /// <para>The sweep reads committed rows on the primary, and refuses a connection that row-level security filters. It keeps files that a row of
    /// any other image table in the database may reference, such as one of another application or another schema. It also keeps files that are younger than the
    /// longest open transaction on the tables, if the database reports that.</para>
    /// </remarks>
    /// <exception cref="SweepRefusedException">
    /// More than a tenth of a store's files would be removed, its mark names another database, or the connection may not see all committed rows. The
    /// message says what to do.
    /// </exception>
    /// <exception cref="StoreContextException">No store was given, and for a table none is current.</exception>
    /// <exception cref="InvalidOperationException">There is an ambient transaction.</exception>
    /// <exception cref="ImageTableException">A table that has files in the store is missing, or isn't as declared. Nothing was removed.</exception>
    /// <exception cref="ImageStoreException">The store can't be listed at present.</exception>
    /// <exception cref="NotSupportedException">The store isn't an <see cref="IListableImageStore"/>.</exception>
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
        DbConnection connection = Connections.RequireUsable(db);
        IImageTable[] all = [.. tables];
        SweepRows rows = new(connection, all, options.CheckOtherTables);
        StoreSweep[] sweeps = store is not null
            ? [new StoreSweep(rows, all, Listable(store), options)]
            : [.. all.GroupBy(table => StoreContext.For(table.StoreName)).Select(group => new StoreSweep(rows, [.. group], Listable(group.Key), options))];
        return RunAsync(rows, sweeps, options, cancellationToken);
    }

    /// <summary>Checks whether the files of a store belong to a database, as its sweeps have recorded. Nothing is changed.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="store">The store.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Why they aren't known to belong to it, in a sentence; null when they do, and when the store was never swept.</returns>
    /// <exception cref="ImageStoreException">The store's mark can't be read.</exception>
    public static async Task<string?> FindConflictAsync(IDbConnection db, IListableImageStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        DbConnection connection = Connections.RequireUsable(db);
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
            return (await StoreClaim.ReadAsync(store, connection, cancellationToken).ConfigureAwait(false)).Conflict;
    }

    private static async Task<SweepReport> RunAsync(SweepRows rows, StoreSweep[] sweeps, SweepOptions options, CancellationToken cancellationToken)
    {
        List<SweepReport> reports = [];
        IAsyncDisposable open = await Connections.OpenForAsync(rows.Connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            await SweepSession.RefuseUntrustedAsync(rows.Connection, cancellationToken).ConfigureAwait(false);
            await rows.RefuseHiddenAsync(cancellationToken).ConfigureAwait(false);
            DateTimeOffset openSince = options.OlderThan > TimeSpan.Zero ? await rows.OpenSinceAsync(cancellationToken).ConfigureAwait(false) : DateTimeOffset.MaxValue;
            foreach (StoreSweep sweep in sweeps)
                await sweep.ExamineAsync(openSince, cancellationToken).ConfigureAwait(false);
            foreach (StoreSweep sweep in sweeps)
                reports.Add(await sweep.RemoveAsync(cancellationToken).ConfigureAwait(false));
        }

        return SweepReport.Sum(reports);
    }

    private static IListableImageStore Listable(IImageStore store) => store as IListableImageStore ?? throw new NotSupportedException(
        $"{store.GetType().Name} can't list its files, so it can't be swept. Use a store that is an IListableImageStore.");
}
