using System.Data;
using System.Data.Common;
using ImageAttach.Faults;
using ImageAttach.Logging;

namespace ImageAttach.Transactions;

/// <summary>The files that a transaction puts, and those that it makes superfluous. The row is the truth; files follow.</summary>
/// <remarks>
/// Once the database has spoken, what is left over is removed: the old files after a commit, the new ones after a
/// rollback. Removing never throws: the outcome stands, and a file too many harms nobody. A scope's timeout may end the ledger while an
/// operation still writes to it.
/// </remarks>
internal sealed class FileLedger
{
    private readonly Lock _lock = new();
    private readonly List<LedgerEntry> _put = [];
    private readonly List<LedgerEntry> _superseded = [];
    private readonly List<Action> _onCommitted = [];

    /// <summary>Whether an outcome leaves a file that may have to go, or somebody to tell of it.</summary>
    public bool HasLeftOver(Outcome outcome)
    {
        lock (_lock)
        {
            return outcome switch
            {
                Outcome.Committed => _superseded.Count + _onCommitted.Count > 0,
                Outcome.RolledBack => _put.Count > 0,
                _ => _put.Count + _superseded.Count > 0,
            };
        }
    }

    /// <summary>Notes a file that is about to be put. Before the put: one that fails halfway may still leave a file behind.</summary>
    public void WillPut(LedgerEntry entry)
    {
        lock (_lock)
            _put.Add(entry);
    }

    /// <summary>Notes a file whose row goes with the commit.</summary>
    public void Supersede(LedgerEntry entry)
    {
        lock (_lock)
            _superseded.Add(entry);
    }

    /// <summary>Notes what is to be done once all is committed; never, if it is rolled back to a mark before this.</summary>
    public void OnCommitted(Action action)
    {
        lock (_lock)
            _onCommitted.Add(action);
    }

    /// <summary>Where the ledger stands, to come back to.</summary>
    public LedgerMark Mark()
    {
        lock (_lock)
            return new(_put.Count, _superseded.Count, _onCommitted.Count);
    }

    /// <summary>Forgets what would have been superseded since a mark: the rows are about to be changed anew.</summary>
    public void ForgetSuperseded(LedgerMark since)
    {
        lock (_lock)
            TakeSince(_superseded, since.Superseded);
    }

    /// <summary>The rows are back where they were at a mark, for certain: removes the files put since.</summary>
    public Task RollBackToAsync(LedgerMark mark)
    {
        lock (_lock)
        {
            TakeSince(_superseded, mark.Superseded);
            TakeSince(_onCommitted, mark.OnCommitted);
            return FileRemoval.RunAsync(TakeSince(_put, mark.Put));
        }
    }

    /// <summary>Forgets a noted put whose file turned out not to be needed, and removes it.</summary>
    public Task WithdrawAsync(StoreKey key)
    {
        lock (_lock)
        {
            List<LedgerEntry> withdrawn = _put.FindAll(entry => entry.Key == key);
            _put.RemoveAll(withdrawn.Contains);
            return FileRemoval.RunAsync(withdrawn);
        }
    }

    /// <summary>Does, after a commit that is certain, what waited for it; forgets it after anything else. Never throws.</summary>
    public void Tell(Outcome outcome)
    {
        List<Action> actions;
        lock (_lock)
            actions = TakeSince(_onCommitted, 0);
        if (outcome != Outcome.Committed)
            return;
        foreach (Action action in actions)
        {
            try
            {
                action();
            }
            catch (Exception failure)
            {
                Events.NotTold(ImageAttachLogging.Logger, failure);
            }
        }
    }

    /// <summary>Lets the files follow the rows: removes what a commit superseded, or what was put before a rollback.</summary>
    /// <param name="outcome">What the database did. Where that isn't known both sides stay, and a sweep decides later.</param>
    /// <param name="connection">The connection, or another like it.</param>
    /// <param name="cause">What went wrong, if anything did.</param>
    /// <param name="asks">
    /// Whether to ask, before a file is removed, whether a committed row names it after all: what users do in a transaction of theirs may
    /// end it, or parts of it, without a word to us.
    /// </param>
    public async Task EndAsync(Outcome outcome, DbConnection? connection, Exception? cause = null, bool asks = false)
    {
        Tell(outcome);
        List<LedgerEntry> put, superseded;
        lock (_lock)
            (put, superseded) = (TakeSince(_put, 0), TakeSince(_superseded, 0));
        if (outcome == Outcome.Unknown || (asks && connection is null))
        {
            FileRemoval.Keep(put.Concat(superseded), cause);
            return;
        }

        List<LedgerEntry> leftOver = outcome == Outcome.Committed ? superseded : put;
        if (asks)
            leftOver = await JudgeAsync(outcome, leftOver, put, connection!).ConfigureAwait(false);
        if (outcome == Outcome.Committed)
            leftOver = LateRemoval.Postpone(leftOver, connection);
        await FileRemoval.RunAsync(leftOver).ConfigureAwait(false);
    }

    private static async Task<List<LedgerEntry>> JudgeAsync(Outcome outcome, List<LedgerEntry> leftOver, List<LedgerEntry> put, DbConnection judge)
    {
        List<LedgerEntry> unnamed = await FileRemoval.UnnamedAsync(leftOver, judge).ConfigureAwait(false);

        // A row that should be gone is there: then perhaps nothing was committed, whatever was said.
        if (outcome == Outcome.Committed && unnamed.Count < leftOver.Count)
            unnamed.AddRange(await FileRemoval.UnnamedAsync(put, judge).ConfigureAwait(false));
        Fault.At(FaultPoint.Judged);
        return unnamed;
    }

    private static List<T> TakeSince<T>(List<T> entries, int index)
    {
        // A ledger that has ended meanwhile holds less than a mark says.
        index = Math.Min(index, entries.Count);
        List<T> since = entries[index..];
        entries.RemoveRange(index, since.Count);
        return since;
    }
}
