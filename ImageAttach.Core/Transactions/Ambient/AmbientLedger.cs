using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Transactions;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>The files of an ambient transaction. They follow it when it ends, wherever that is.</summary>
/// <remarks>
/// Its end is heard of through <see cref="Transaction.TransactionCompleted"/> alone: any resource manager beside PostgreSQL's provider
/// makes that prepare the transaction, which servers refuse at their defaults.
/// </remarks>
internal sealed class AmbientLedger
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    // While the caller holds a connection, others may wait for it, and so may the cleanup.
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(1);

    private static readonly ConcurrentDictionary<Transaction, AmbientLedger> Open = new();

    private readonly Transaction _transaction;
    private readonly OldFileProbe _oldFiles;
    private readonly OperationGate _gate = new();
    private readonly Lock _telling = new();
    private readonly ConcurrentDictionary<DbConnection, (CommitProbe Probe, RowLookup Lookup)> _connections = new();
    private bool _isAwaited;
    private long? _seenToHaveEnded;
    private int _savepoints;

    private AmbientLedger(Transaction transaction)
    {
        _transaction = transaction;
        _oldFiles = new(Files);
        _transaction.EnlistVolatile(_oldFiles, EnlistmentOptions.EnlistDuringPrepareRequired);
        _transaction.TransactionCompleted += (_, _) => OnCompleted(FindOutcome());
    }

    public TransactionLedger Files { get; } = new();

    /// <summary>What became of the transaction, once it has ended.</summary>
    public Outcome Outcome { get; private set; } = Outcome.Unknown;

    /// <summary>
    /// Whether the outcome of a transaction that was aborted, as its scope says, isn't proved. A provider may be late to report the end, such as PostgreSQL's after a timeout in a
    /// running command; by then it is known whether a commit was sent.
    /// </summary>
    public bool IsInDoubt => Outcome == Outcome.Unknown && (!Open.ContainsKey(_transaction) || FindOutcome() == Outcome.Unknown);

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

    /// <inheritdoc cref="OperationGate.Enter"/>
    public OperationGate.Pass Enter() => _gate.Enter();

    /// <summary>
    /// Begins an operation on a connection that takes part: it is probed before the commit, and a copy of it, made now while it can be copied,
    /// is asked about the operation's files after the end.
    /// </summary>
    public FileLedger Begin(DbConnection connection) => Files.Begin(_connections.GetOrAdd(
        connection, joining => (CommitProbe.Enlist(_transaction, joining), RowLookup.ThroughCopyOf(joining))).Lookup);

    /// <summary>Lets an <see cref="ImageScope"/> await the end, instead of leaving it to the background.</summary>
    public void LetScopeEnd() => _isAwaited = true;

    /// <summary>What follows the end, for the scope that awaits it. Never throws.</summary>
    /// <remarks>PostgreSQL's provider tells of a timeout in a running command after the scope has ended: then it follows as if nobody awaited it.</remarks>
    public async Task FollowAsync()
    {
        lock (_telling)
        {
            if (Open.ContainsKey(_transaction))
            {
                _isAwaited = false;
                return;
            }
        }

        using IDisposable? context = Files.Settings.Resume();
        Task end = EndAsync();
        if (_connections.Keys.Any(connection => connection.State == ConnectionState.Open))
            await Task.WhenAny(end, Task.Delay(LongestHold)).ConfigureAwait(false);
        else
            await end.ConfigureAwait(false);
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

    private Outcome FindOutcome() => _oldFiles.IsVetoed
        ? Outcome.RolledBack
        : AmbientOutcome.Of(_transaction, _connections.Select(joined => (joined.Key, joined.Value.Probe.Result)));

    // Under the transaction's lock, and on a timeout on a timer's thread: nothing may be thrown here.
    private void OnCompleted(Outcome outcome)
    {
        bool isAwaited;
        lock (_telling)
        {
            if (!Open.TryRemove(_transaction, out _))
                return;
            (Outcome, isAwaited) = (outcome, _isAwaited);
        }

        Fault.At(outcome == Outcome.Committed ? FaultPoint.Committed : FaultPoint.RolledBack);
        if (!isAwaited)
            EndWithoutScope();
    }

    // The thread still holds a connection, and the pool may have no other. So it waits for what needs none. It may be a timer's, or of another application.
    private void EndWithoutScope()
    {
        using IDisposable? context = Files.Settings.Resume();
        if (Files.MayWait && Files.HasLeftOver(Outcome))
        {
            if (Files.HasActions)
                Task.Run(() => Files.Notify(Outcome)).Wait(FileRemoval.Patience);
            BackgroundCleanup.Start(EndAsync);
        }
        else if (Files.HasActions || Files.HasLeftOver(Outcome))
        {
            Task.Run(EndAsync).Wait(FileRemoval.Patience);
        }
    }

    private async Task EndAsync()
    {
        try
        {
            using TransactionScope outside = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
            await Files.EndAsync(Outcome).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Events.NotFollowed(Files.Settings.Logger, failure);
        }
    }
}
