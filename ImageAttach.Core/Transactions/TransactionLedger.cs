namespace ImageAttach.Transactions;

/// <summary>The ledgers of a transaction's operations, one after another, each with the way to look up rows in its database.</summary>
internal sealed class TransactionLedger
{
    private readonly Lock _lock = new();
    private List<(FileLedger Files, RowLookup? Lookup)> _operations = [];

    /// <summary>The settings that the transaction began with; it ends with the same.</summary>
    public ImageAttachSettings Settings { get; } = ImageAttachSettings.Current;

    /// <summary>The number of operations: a savepoint's mark.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _operations.Count;
        }
    }

    /// <inheritdoc cref="FileLedger.HasCallbacks"/>
    public bool HasCallbacks => Operations.Exists(files => files.HasCallbacks);

    /// <inheritdoc cref="FileLedger.HasFilesToCheck"/>
    public bool HasFilesToCheck(CommitResult result) => Operations.Exists(files => files.HasFilesToCheck(result));

    /// <summary>Whether looking up rows may wait for others to give their connections back.</summary>
    public bool MayWait
    {
        get
        {
            lock (_lock)
                return _operations.Exists(operation => operation.Lookup is { MayWait: true });
        }
    }

    // A copy: a ledger of the transaction may end while an operation begins.
    private List<FileLedger> Operations
    {
        get
        {
            lock (_lock)
                return _operations.ConvertAll(operation => operation.Files);
        }
    }

    /// <summary>Begins an operation.</summary>
    /// <param name="lookup">Looks up rows in its database.</param>
    public FileLedger Begin(RowLookup lookup)
    {
        FileLedger files = new();
        lock (_lock)
            _operations.Add((files, lookup));
        return files;
    }

    /// <summary>Begins a read: it has no files, and what it changes in memory is undone with the transaction.</summary>
    public FileLedger BeginRead()
    {
        FileLedger files = new();
        lock (_lock)
            _operations.Add((files, null));
        return files;
    }

    /// <summary>Lists the files that were put long ago, and that the transaction's rows still reference.</summary>
    public IReadOnlyList<LedgerEntry> FindOldFiles()
    {
        List<FileLedger> operations = Operations;
        return [.. operations.SelectMany(files => files.FindOldFiles()).Where(file => !operations.Exists(files => files.IsObsolete(file.Key)))];
    }

    /// <summary>Forgets an operation whose rows were rolled back, for certain, and removes the files that it put.</summary>
    public Task DiscardAsync(FileLedger operation)
    {
        lock (_lock)
            _operations.RemoveAll(noted => noted.Files == operation);
        operation.RunCallbacks(CommitResult.RolledBack);
        return FileRemoval.RunAsync(operation.DetachFiles().Put);
    }

    /// <summary>Forgets the operations since a mark, whose rows were rolled back, for certain, and removes the files that they put.</summary>
    public Task RollBackToAsync(int mark)
    {
        List<FileLedger> since;
        lock (_lock)
        {
            // Once the transaction has ended, there are fewer than the mark says.
            mark = Math.Min(mark, _operations.Count);
            since = _operations[mark..].ConvertAll(operation => operation.Files);
            _operations.RemoveRange(mark, since.Count);
        }

        RunCallbacks(since, CommitResult.RolledBack);
        return FileRemoval.RunAsync(TransactionFiles.Merge(since.Select(files => files.DetachFiles())).Put);
    }

    /// <inheritdoc cref="FileLedger.RunCallbacks"/>
    public void RunCallbacks(CommitResult result) => RunCallbacks(Operations, result);

    /// <summary>Lets the files follow the rows, each as the database of its own row says.</summary>
    /// <param name="result">What the databases did.</param>
    /// <param name="cause">What went wrong, if anything did.</param>
    public async Task EndAsync(CommitResult result, Exception? cause = null)
    {
        RunCallbacks(result);
        List<(FileLedger Files, RowLookup? Lookup)> operations;
        lock (_lock)
            (operations, _operations) = (_operations, []);
        foreach (IGrouping<RowLookup, FileLedger> database in operations
            .Where(operation => operation.Lookup is not null)
            .GroupBy(operation => operation.Lookup!, operation => operation.Files))
            await FileCleanup.RunAsync(result, TransactionFiles.Merge(database.Select(files => files.DetachFiles())), database.Key, cause).ConfigureAwait(false);
        foreach ((FileLedger files, _) in operations)
            await files.AfterCommitWork.ConfigureAwait(false);
    }

    // What was changed last is undone first.
    private static void RunCallbacks(List<FileLedger> operations, CommitResult result)
    {
        foreach (FileLedger files in result == CommitResult.Committed ? operations : operations.AsEnumerable().Reverse())
            files.RunCallbacks(result);
    }
}
