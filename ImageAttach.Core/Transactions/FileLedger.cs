using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>The files that one operation puts, and those that it supersedes. The row is the truth; files follow.</summary>
/// <remarks>The timeout of a scope may take the ledger's content while the operation still writes to it.</remarks>
internal sealed class FileLedger
{
    private readonly Lock _lock = new();
    private List<LedgerEntry> _put = [];
    private List<LedgerEntry> _superseded = [];
    private List<Action> _onCommitted = [];
    private List<Action<Outcome>> _onNotCommitted = [];

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

    /// <summary>Notes what is to be done once all is committed.</summary>
    public void OnCommitted(Action action)
    {
        lock (_lock)
            _onCommitted.Add(action);
    }

    /// <summary>Registers what undoes a change of an object in memory, unless all is committed. Called in reverse order; must not throw.</summary>
    public void OnNotCommitted(Action<Outcome> undo)
    {
        lock (_lock)
            _onNotCommitted.Add(undo);
    }

    /// <summary>Forgets what would have been superseded, and undoes changes in memory: the rows were rolled back, and are about to be changed again.</summary>
    public void ForgetSuperseded()
    {
        lock (_lock)
            _superseded = [];
        Undo(Outcome.RolledBack);
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

    /// <summary>Whether something in memory waits for the outcome.</summary>
    public bool HasActions
    {
        get
        {
            lock (_lock)
                return _onCommitted.Count + _onNotCommitted.Count > 0;
        }
    }

    /// <summary>Whether an outcome leaves files whose fate has to be decided.</summary>
    public bool HasLeftOver(Outcome outcome)
    {
        lock (_lock)
        {
            return outcome switch
            {
                Outcome.Committed => _superseded.Count > 0,
                Outcome.RolledBack => _put.Count > 0,
                _ => _put.Count + _superseded.Count > 0,
            };
        }
    }

    /// <summary>Copies the files that are noted now.</summary>
    public TransactionFiles Copy()
    {
        lock (_lock)
            return new([.. _put], [.. _superseded]);
    }

    /// <summary>Hands over the files and forgets them.</summary>
    public TransactionFiles Take()
    {
        lock (_lock)
        {
            TransactionFiles files = new(_put, _superseded);
            (_put, _superseded) = ([], []);
            return files;
        }
    }

    /// <summary>Does, after a commit that is certain, what waited for it; after anything else undoes changes in memory. Never throws.</summary>
    public void Notify(Outcome outcome)
    {
        List<Action> actions;
        lock (_lock)
            (actions, _onCommitted) = (_onCommitted, []);
        if (outcome != Outcome.Committed)
        {
            Undo(outcome);
            return;
        }

        foreach (Action action in actions)
        {
            try
            {
                action();
            }
            catch (Exception failure)
            {
                Events.NotTold(ImageAttachSettings.Current.Logger, failure);
            }
        }
    }

    private void Undo(Outcome outcome)
    {
        List<Action<Outcome>> actions;
        lock (_lock)
            (actions, _onNotCommitted) = (_onNotCommitted, []);
        for (int i = actions.Count - 1; i >= 0; i--)
            actions[i](outcome);
    }
}
