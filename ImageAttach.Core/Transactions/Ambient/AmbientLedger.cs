using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Transactions;
using ImageAttach.Faults;
using ImageAttach.Logging;
using ImageAttach.Sql;

namespace ImageAttach.Transactions.Ambient;

// CA1001: a semaphore that nobody waits for by its handle holds nothing that needs disposing.
#pragma warning disable CA1001

/// <summary>The files of an ambient transaction. They follow it when it ends, wherever that is.</summary>
/// <remarks>
/// Its end is heard of through <see cref="Transaction.TransactionCompleted"/> alone: any resource manager beside PostgreSQL's provider
/// makes that prepare the transaction, which servers refuse at their defaults.
/// </remarks>
internal sealed class AmbientLedger
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private static readonly ConcurrentDictionary<Transaction, AmbientLedger> Open = new();

    private readonly Transaction _transaction;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Lock _telling = new();
    private readonly ConcurrentDictionary<DbConnection, CommitProbe> _probes = new();
    private DbConnection? _judge;
    private bool _isAwaited;
    private Outcome _outcome = Outcome.Unknown;
    private long? _seenToHaveEnded;
    private int _savepoints;

    private AmbientLedger(Transaction transaction)
    {
        _transaction = transaction;
        _transaction.TransactionCompleted += (_, _) => OnCompleted(_transaction.TransactionInformation.Status switch
        {
            TransactionStatus.Committed => Outcome.Committed,
            TransactionStatus.Aborted => Outcome.RolledBack,
            _ => Outcome.Unknown,
        });
    }

    public FileLedger Files { get; } = new();

    public string NextSavepoint() => FormattableString.Invariant($"imageattach_{Interlocked.Increment(ref _savepoints)}");

    /// <summary>The ledger of a transaction that is active.</summary>
    public static AmbientLedger Of(Transaction transaction)
    {
        EndForgotten();
        CheckActive(transaction);
        lock (Open)
        {
            if (!Open.TryGetValue(transaction, out AmbientLedger? ledger))
                Open[transaction.Clone()] = ledger = new(transaction.Clone());
            return ledger;
        }
    }

    public static void CheckActive(Transaction transaction, Exception? cause = null)
    {
        if (transaction.TransactionInformation.Status != TransactionStatus.Active)
        {
            throw new TransactionAbortedException(
                "The ambient transaction has ended, perhaps by its timeout, so no file can follow it. Dispose of its scope and begin another.",
                cause);
        }
    }

    /// <summary>One operation after another: they share savepoints and a ledger.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => _oneAtATime.WaitAsync(cancellationToken);

    public void Leave() => _oneAtATime.Release();

    /// <summary>Notes a connection that takes part: to be probed before the commit, and to be asked, as another like it, after the end.</summary>
    public void Join(DbConnection connection)
    {
        // Now, while it isn't disposed of. A clone costs next to nothing until it is opened.
        _judge ??= Connections.Another(connection);
        _probes.GetOrAdd(connection, each => CommitProbe.Enlist(_transaction, each));
    }

    /// <summary>Lets an <see cref="ImageScope"/> await the end, instead of the thread that ends the transaction.</summary>
    public void LetScopeEnd() => _isAwaited = true;

    /// <summary>What follows the end, for the scope that awaits it. Never throws.</summary>
    /// <remarks>PostgreSQL's provider tells of a timeout in a running command after the scope has ended: then it follows as if nobody awaited it.</remarks>
    public Task FollowAsync()
    {
        lock (_telling)
        {
            if (Open.ContainsKey(_transaction))
            {
                _isAwaited = false;
                return Task.CompletedTask;
            }
        }

        return EndAsync(_outcome);
    }

    // A provider that fails in its commit may never tell the end: MySqlConnector doesn't. Then it isn't known, whatever the status says.
    // A minute after it was first seen to have ended: until then it may yet be told.
    private static void EndForgotten()
    {
        foreach ((Transaction transaction, AmbientLedger ledger) in Open)
        {
            if (ledger._isAwaited || transaction.TransactionInformation.Status == TransactionStatus.Active)
                continue;
            ledger._seenToHaveEnded ??= Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(ledger._seenToHaveEnded.Value) > LongestSilence)
                ledger.OnCompleted(Outcome.Unknown);
        }
    }

    // Under the transaction's lock, and on a timeout on a timer's thread: nothing may be thrown here.
    private void OnCompleted(Outcome outcome)
    {
        bool isAwaited;
        lock (_telling)
        {
            if (!Open.TryRemove(_transaction, out _))
                return;
            (_outcome, isAwaited) = (outcome, _isAwaited);
        }

        Fault.At(outcome == Outcome.Committed ? FaultPoint.Committed : FaultPoint.RolledBack);
        if (!isAwaited && Files.HasLeftOver(outcome))
            Task.Run(() => EndAsync(outcome)).Wait(FileRemoval.Patience); // in the caller's Dispose: a store that hangs must not hang him
    }

    private async Task EndAsync(Outcome outcome)
    {
        try
        {
            using TransactionScope outside = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
            Files.Tell(outcome);
            if (!Files.HasLeftOver(outcome))
                return;
            // Where nobody can be asked everything is kept: what a scope says of a doomed transaction isn't to be trusted.
            if (_judge is { } judge)
                await TryOpenAsync(judge).ConfigureAwait(false);
            await Files.EndAsync(outcome, _judge, asks: true).ConfigureAwait(false);
            if (_judge is not null)
                await _judge.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Events.NotFollowed(ImageAttachLogging.Logger, failure);
        }
    }

    // A judge that can't be asked keeps all files.
    private static async Task TryOpenAsync(DbConnection judge)
    {
        try
        {
            await judge.OpenAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            Events.NotFollowed(ImageAttachLogging.Logger, failure);
        }
    }
}
