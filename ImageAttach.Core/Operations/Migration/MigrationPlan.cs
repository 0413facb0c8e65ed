using System.Data.Common;
using System.Runtime.CompilerServices;
using ImageAttach.Databases;
using ImageAttach.Operations;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>A migration that is carried out by iterating, one image at a time, or by <see cref="ExecuteAsync"/>, several at a time.</summary>
/// <remarks>
/// Images come table by table, in the order of their keys. Files that are at the destination already are skipped, so a migration that was
/// stopped or killed at any moment is begun again and ends complete. Each file is compared with the length and hash that its row notes.
/// </remarks>
public sealed class MigrationPlan : IAsyncEnumerable<IImage>
{
    private readonly DbConnection _connection;
    private readonly IReadOnlyList<IImageTable> _tables;
    private readonly IImageStore _source;
    private readonly IImageStore _destination;
    private readonly MigrationOptions _options;
    private MigrationCounters _counters = new();

    internal MigrationPlan(
        DbConnection connection, IReadOnlyList<IImageTable> tables, IImageStore source, IImageStore destination, MigrationOptions options) =>
        (_connection, _tables, _source, _destination, _options) = (connection, tables, source, destination, options);

    /// <summary>What was done up to now, by the last iteration or execution.</summary>
    public MigrationReport Report => _counters.ToReport();

    /// <summary>Migrates all images, several at a time.</summary>
    /// <param name="progress">Is told after each image; default: nobody.</param>
    /// <param name="cancellationToken">Stops the work. What was copied by then stays, and is skipped the next time.</param>
    /// <returns>What was done. Look at its problems.</returns>
    /// <exception cref="InvalidOperationException">There is an ambient transaction.</exception>
    /// <exception cref="ImageTableException">A table is missing or isn't as declared.</exception>
    /// <exception cref="ImageFileDamagedException">A file isn't the one that was attached, and <see cref="MigrationOptions.StopAtProblems"/> is set.</exception>
    /// <exception cref="ImageStoreException">A store refused or failed.</exception>
    /// <exception cref="ImageFileNotFoundException">A file is missing and <see cref="MigrationOptions.StopAtProblems"/> is set.</exception>
    public async Task<MigrationReport> ExecuteAsync(IProgress<MigrationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        MigrationCounters counters = Begin();
        IAsyncDisposable open = await Connections.OpenForAsync(_connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            using SharedConnection shared = new(_connection);
            foreach (IImageTable table in _tables)
                counters.Total += await TablePages.CountAsync(table, shared, cancellationToken).ConfigureAwait(false);
            foreach (IImageTable table in _tables)
            {
                DestinationFiles existing = await DestinationFiles.ListAsync(_destination, table.ObjectType, cancellationToken).ConfigureAwait(false);
                ImageMove move = new(table, shared, _source, existing, _options, counters);
                await Parallel.ForEachAsync(
                    TablePages.ReadAsync(table, shared, cancellationToken),
                    new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken },
                    async (image, token) =>
                    {
                        await move.RunAsync(image, token).ConfigureAwait(false);
                        progress?.Report(counters.ToProgress(image));
                    }).ConfigureAwait(false);
            }
        }

        return counters.ToReport();
    }

    /// <summary>Migrates image after image: each is at the destination when it is given. Those that can't be are in <see cref="Report"/>.</summary>
    /// <inheritdoc cref="ExecuteAsync" path="/param[@name='cancellationToken']|/exception"/>
    public IAsyncEnumerator<IImage> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        RunAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    private async IAsyncEnumerable<IImage> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MigrationCounters counters = Begin();
        IAsyncDisposable open = await Connections.OpenForAsync(_connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            using SharedConnection shared = new(_connection);
            foreach (IImageTable table in _tables)
            {
                ImageMove move = new(table, shared, _source, DestinationFiles.CreateUnlisted(_destination), _options, counters);
                await foreach (Image image in TablePages.ReadAsync(table, shared, cancellationToken).ConfigureAwait(false))
                {
                    if (await move.RunAsync(image, cancellationToken).ConfigureAwait(false))
                        yield return image;
                }
            }
        }
    }

    private MigrationCounters Begin() => System.Transactions.Transaction.Current is null ? _counters = new MigrationCounters() : throw new InvalidOperationException(
        "A migration goes by what is committed, so it can't be part of a transaction. Call it outside of the scope.");
}
