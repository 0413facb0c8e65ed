using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>The files that one operation puts, and those that it makes obsolete. The row is the truth; files follow.</summary>
/// <remarks>The timeout of a scope may detach the ledger's files while the operation still writes to it.</remarks>
internal sealed class FileLedger
{
    private readonly Lock _lock = new();
    private List<LedgerEntry> _put = [];
    private List<LedgerEntry> _obsolete = [];
    private List<Action> _onCommitted = [];
    private List<Func<Task>> _afterCommit = [];
    private List<Action<CommitResult>> _undo = [];

    /// <summary>Tracks a file that is about to be put. Before the put: one that fails halfway may still leave a file behind.</summary>
    public void TrackPut(LedgerEntry entry)
    {
        lock (_lock)
            _put.Add(entry);
    }

    /// <summary>Tracks a file whose row goes with the commit.</summary>
    public void TrackObsolete(LedgerEntry entry)
    {
        lock (_lock)
            _obsolete.Add(entry);
    }

    /// <summary>Registers what is called once everything is committed.</summary>
    public void OnCommitted(Action action)
    {
        lock (_lock)
            _onCommitted.Add(action);
    }

    /// <summary>Registers work that begins once everything is committed, in the order of registration. It must not throw.</summary>
    public void AfterCommit(Func<Task> work)
    {
        lock (_lock)
            _afterCommit.Add(work);
    }

    /// <summary>The work that has begun after the commit.</summary>
    public Task AfterCommitWork { get; private set; } = Task.CompletedTask;

    /// <summary>Registers what undoes a change of an object in memory, unless everything is committed. Called in reverse order; must not throw.</summary>
    public void OnNotCommitted(Action<CommitResult> undo)
    {
        lock (_lock)
            _undo.Add(undo);
    }

    /// <summary>
    /// Forgets the obsolete files and what waits for the commit, and undoes changes in memory: the rows were rolled back, and are about to be changed again.
    /// </summary>
    public void ForgetObsolete()
    {
        lock (_lock)
            (_obsolete, _onCommitted, _afterCommit) = ([], [], []);
        Undo(CommitResult.RolledBack);
    }

    /// <summary>Stops tracking a put whose file turned out not to be needed, and removes the file.</summary>
    public Task DiscardPutAsync(StoreKey key)
    {
        lock (_lock)
        {
            List<LedgerEntry> discarded = _put.FindAll(entry => entry.Key == key);
            _put.RemoveAll(discarded.Contains);
            return FileRemoval.RunAsync(discarded);
        }
    }

    /// <summary>Whether a callback is registered.</summary>
    public bool HasCallbacks
    {
        get
        {
            lock (_lock)
                return _onCommitted.Count + _afterCommit.Count + _undo.Count > 0;
        }
    }

    /// <summary>Whether a result leaves files that have to be looked up in the database.</summary>
    public bool HasFilesToCheck(CommitResult result)
    {
        lock (_lock)
        {
            return result switch
            {
                CommitResult.Committed => _obsolete.Count > 0,
                CommitResult.RolledBack => _put.Count > 0,
                _ => _put.Count + _obsolete.Count > 0,
            };
        }
    }

    /// <summary>Lists the files that were put long ago, and that the operation's rows still reference.</summary>
    public IReadOnlyList<LedgerEntry> FindOldFiles()
    {
        lock (_lock)
            return _put.Exists(OldFileCheck.IsOld) ? _put.FindAll(file => OldFileCheck.IsOld(file) && !IsObsolete(file.Key)) : [];
    }

    /// <summary>Whether the row of a file goes with the commit.</summary>
    public bool IsObsolete(StoreKey key)
    {
        lock (_lock)
            return _obsolete.Exists(file => file.Key == key);
    }

    /// <summary>Hands over the files, and tracks them no longer.</summary>
    public TransactionFiles DetachFiles()
    {
        lock (_lock)
        {
            TransactionFiles files = new(_put, _obsolete);
            (_put, _obsolete) = ([], []);
            return files;
        }
    }

    /// <summary>Runs, after a commit that is certain, what was registered for it; after anything else undoes changes in memory. Never throws.</summary>
    public void RunCallbacks(CommitResult result)
    {
        List<Action> actions;
        List<Func<Task>> work;
        lock (_lock)
            (actions, _onCommitted, work, _afterCommit) = (_onCommitted, [], _afterCommit, []);
        if (result != CommitResult.Committed)
        {
            Undo(result);
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
                Events.HandlerFailed(ImageAttachSettings.Current.Logger, failure);
            }
        }

        if (work.Count > 0)
            AfterCommitWork = RunAsync(work);
    }

    private static async Task RunAsync(List<Func<Task>> work)
    {
        foreach (Func<Task> action in work)
            await action().ConfigureAwait(false);
    }

    private void Undo(CommitResult result)
    {
        List<Action<CommitResult>> actions;
        lock (_lock)
            (actions, _undo) = (_undo, []);
        for (int i = actions.Count - 1; i >= 0; i--)
            actions[i](result);
    }
}
