using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Transactions;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>The files of an ambient transaction. They follow it when it ends, wherever that is.</summary>
/// <remarks>
/// <see cref="Transaction.TransactionCompleted"/> alone reports its end: any resource manager beside PostgreSQL's provider makes that prepare
/// the transaction, which servers refuse at their defaults.
/// </remarks>
internal sealed class AmbientLedger
{
    private static readonly TimeSpan MaxReportDelay = TimeSpan.FromMinutes(1);

    // While the caller holds a connection, others may wait for it, and so may the cleanup.
    private static readonly TimeSpan MaxHoldTime = TimeSpan.FromSeconds(1);

    private readonly Transaction _transaction;
    private readonly OldFileProbe _oldFiles;
    private readonly OperationGate _gate = new();
    private readonly Lock _completing = new();
    private readonly ConcurrentDictionary<DbConnection, (CommitProbe Probe, RowLookup Lookup)> _connections = new();
    private bool _isAwaited;
    private long? _endSeenAt;
    private int _savepoints;

    public AmbientLedger(Transaction transaction)
    {
        _transaction = transaction;
        _oldFiles = new(Files);
        _transaction.EnlistVolatile(_oldFiles, EnlistmentOptions.EnlistDuringPrepareRequired);
        _transaction.TransactionCompleted += (_, _) => OnCompleted(FindResult());
    }

    public TransactionLedger Files { get; } = new();

    /// <summary>What the databases did, once the transaction has ended.</summary>
    public CommitResult Result { get; private set; } = CommitResult.Unknown;

    /// <summary>
    /// Whether the result of a transaction that was aborted, as its scope says, isn't proved. A provider may be late to report the end, such as PostgreSQL's after a timeout in a
    /// running command; by then it is known whether a commit was sent.
    /// </summary>
    public bool IsInDoubt => Result == CommitResult.Unknown && (!AmbientLedgers.IsOpen(_transaction) || FindResult() == CommitResult.Unknown);

    public string NextSavepoint() => FormattableString.Invariant($"imageattach_{Interlocked.Increment(ref _savepoints)}");

    /// <inheritdoc cref="OperationGate.Enter"/>
    public OperationGate.Pass Enter() => _gate.Enter();

    /// <summary>
    /// Begins an operation on a connection that takes part: it is probed before the commit, and a copy of it, made now while it can be copied,
    /// is asked about the operation's files after the end.
    /// </summary>
    public FileLedger Begin(DbConnection connection) => Files.Begin(_connections.GetOrAdd(
        connection, joining => (CommitProbe.Enlist(_transaction, joining), RowLookup.CreateOnCopy(joining))).Lookup);

    /// <summary>Makes an <see cref="ImageScope"/> await the end, instead of leaving it to the background.</summary>
    public void AwaitInScope() => _isAwaited = true;

    /// <summary>Lets the files follow the end, for the scope that awaits it. Never throws.</summary>
    /// <remarks>PostgreSQL's provider reports a timeout in a running command after the scope has ended: the files then follow as without an awaiting scope.</remarks>
    public async Task EndInScopeAsync()
    {
        lock (_completing)
        {
            if (AmbientLedgers.IsOpen(_transaction))
            {
                _isAwaited = false;
                return;
            }
        }

        using IDisposable? context = Files.Settings.Resume();
        Task end = EndAsync();
        if (_connections.Keys.Any(connection => connection.State == ConnectionState.Open))
            await Task.WhenAny(end, Task.Delay(MaxHoldTime)).ConfigureAwait(false);
        else
            await end.ConfigureAwait(false);
    }

    /// <summary>Ends the ledger, with an unknown result, when the end of its transaction should have been reported long ago.</summary>
    // A provider that fails in its commit may never report the end: MySqlConnector doesn't. Then the result isn't known, whatever the status says.
    // A minute after the end was first seen: until then the report may come.
    public void EndIfUnreported()
    {
        if (_isAwaited || _transaction.TransactionInformation.Status == TransactionStatus.Active)
            return;
        _endSeenAt ??= Stopwatch.GetTimestamp();
        if (Stopwatch.GetElapsedTime(_endSeenAt.Value) > MaxReportDelay)
            OnCompleted(CommitResult.Unknown);
    }

    private CommitResult FindResult() => _oldFiles.IsVetoed
        ? CommitResult.RolledBack
        : AmbientCommitResult.Find(_transaction, _connections.Select(joined => (joined.Key, joined.Value.Probe.Result)));

    // Under the transaction's lock, and on a timeout on a timer's thread: nothing may be thrown here.
    private void OnCompleted(CommitResult result)
    {
        bool isAwaited;
        lock (_completing)
        {
            if (!AmbientLedgers.TryRemove(_transaction))
                return;
            (Result, isAwaited) = (result, _isAwaited);
        }

        Fault.At(result == CommitResult.Committed ? FaultPoint.Committed : FaultPoint.RolledBack);
        if (!isAwaited)
            EndWithoutScope();
    }

    // The thread still holds a connection, and the pool may have no other. So it waits for what needs none. It may be a timer's, or of another application.
    private void EndWithoutScope()
    {
        using IDisposable? context = Files.Settings.Resume();
        if (Files.MayWait && Files.HasFilesToCheck(Result))
        {
            if (Files.HasCallbacks)
                Task.Run(() => Files.RunCallbacks(Result)).Wait(Files.Settings.StoreTimeout);
            BackgroundCleanup.Start(EndAsync);
        }
        else if (Files.HasCallbacks || Files.HasFilesToCheck(Result))
        {
            Task.Run(EndAsync).Wait(Files.Settings.StoreTimeout);
        }
    }

    private async Task EndAsync()
    {
        try
        {
            using TransactionScope outside = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
            await Files.EndAsync(Result).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Events.NotFollowed(Files.Settings.Logger, failure);
        }
    }
}
