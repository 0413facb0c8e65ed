using System.Data;
using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Operations;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>Makes thumbnails again that would come out differently today: after an update, or when their files are lost.</summary>
public static class ImageRegenerator
{
    /// <summary>Makes all thumbnails again in the sizes that they have, and replaces those that look different or whose files are missing or damaged.</summary>
    /// <param name="db">The connection, outside of any transaction. A closed one is opened, and closed again. It is busy until the end.</param>
    /// <param name="tables">The tables: <c>ImageEntities.All</c>.</param>
    /// <param name="store">The store that has the files; default: for each table the current one, by its name where [ImageEntity] has one.</param>
    /// <param name="options">How to go about it; default: several at a time.</param>
    /// <param name="progress">Is told after each set; default: nobody.</param>
    /// <param name="cancellationToken">Stops the work between two thumbnails. Those replaced by then stay; begin again, and they come out as they are.</param>
    /// <remarks>
    /// Each thumbnail is one transaction: the new file first, its row next, the old file after the commit. One whose original is replaced
    /// meanwhile is left alone. A file whose bytes differ only because it was made together with other sizes, or alone, stays. An original that is missing or can't be decoded is reported, and its thumbnails stay.
    /// </remarks>
    /// <exception cref="InvalidOperationException">There is an ambient transaction.</exception>
    /// <exception cref="ImageTableException">A table is missing or isn't as declared.</exception>
    /// <exception cref="StoreContextException">No store was given, and for a table none is current.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static async Task<RegenerateReport> RegenerateAsync(
        IDbConnection db,
        IEnumerable<IImageTable> tables,
        IImageStore? store = null,
        RegenerateOptions? options = null,
        IProgress<RegenerateProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        options ??= new RegenerateOptions();
        if (options.Parallelism is < 1 or > 128)
            throw new ArgumentException($"{options.Parallelism} thumbnails can't be made at a time: give 1 to 128 as Parallelism.", nameof(options));
        if (System.Transactions.Transaction.Current is not null)
            throw new InvalidOperationException("Thumbnails are replaced in transactions of their own, so it can't be part of one. Call it outside of the scope.");
        DbConnection connection = Connections.RequireUsable(db);
        (IImageTable Table, IImageStore Store)[] stored = [.. tables.Select(table => (table, store ?? StoreContext.For(table.StoreName)))];
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            using SharedConnection shared = new(connection);
            Regenerated regenerated = new();
            foreach ((IImageTable table, _) in stored)
                regenerated.Total += await TablePages.CountAsync(table, shared, cancellationToken).ConfigureAwait(false);
            foreach ((IImageTable table, IImageStore from) in stored)
            {
                SetRegeneration work = new(table, shared, from, options.DryRun, regenerated);
                await Parallel.ForEachAsync(
                    TableSets.ReadAsync(table, shared, cancellationToken),
                    new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken },
                    async (set, token) =>
                    {
                        await work.RunAsync(set, token).ConfigureAwait(false);
                        progress?.Report(regenerated.Done(set.Count));
                    }).ConfigureAwait(false);
            }

            return regenerated.ToReport();
        }
    }
}
