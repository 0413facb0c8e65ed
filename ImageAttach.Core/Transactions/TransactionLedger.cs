namespace ImageAttach.Transactions;

/// <summary>The ledgers of a transaction's operations, one after another, each with the way to ask its database.</summary>
internal sealed class TransactionLedger
{
    private readonly Lock _lock = new();
    private List<(FileLedger Files, RowLookup? Lookup)> _operations = [];

    /// <summary>The settings that the transaction began with; it ends with the same.</summary>
    public ImageAttachSettings Settings { get; } = ImageAttachSettings.Current;

    /// <summary>How many operations it has noted: a savepoint's mark.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _operations.Count;
        }
    }

    /// <summary>Whether something waits for the commit.</summary>
    public bool HasActions => Operations.Exists(files => files.HasActions);

    /// <summary>Whether an outcome leaves files whose fate has to be decided.</summary>
    public bool HasLeftOver(Outcome outcome) => Operations.Exists(files => files.HasLeftOver(outcome));

    /// <summary>Whether asking a database about its files may wait for others to give their connections back.</summary>
    public bool MayWait
    {
        get
        {
            lock (_lock)
                return _operations.Exists(operation => operation.Lookup is { MayWait: true });
        }
    }

    /// <summary>The files of all operations, as they are noted now.</summary>
    public TransactionFiles Files => TransactionFiles.Of(Operations.Select(files => files.Copy()));

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
    /// <param name="lookup">How its database is asked.</param>
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

    /// <summary>Forgets an operation whose rows were rolled back, for certain, and removes the files that it put.</summary>
    public Task DiscardAsync(FileLedger operation)
    {
        lock (_lock)
            _operations.RemoveAll(each => each.Files == operation);
        operation.Notify(Outcome.RolledBack);
        return FileRemoval.RunAsync(operation.Take().Put);
    }

    /// <summary>Forgets the operations since a mark, whose rows were rolled back, for certain, and removes the files that they put.</summary>
    public Task RollBackToAsync(int mark)
    {
        List<FileLedger> since;
        lock (_lock)
        {
            // Fewer are there than the mark says once the transaction has ended.
            mark = Math.Min(mark, _operations.Count);
            since = _operations[mark..].ConvertAll(operation => operation.Files);
            _operations.RemoveRange(mark, since.Count);
        }

        Notify(since, Outcome.RolledBack);
        return FileRemoval.RunAsync(TransactionFiles.Of(since.Select(files => files.Take())).Put);
    }

    /// <inheritdoc cref="FileLedger.Notify"/>
    public void Notify(Outcome outcome) => Notify(Operations, outcome);

    /// <summary>Lets the files follow the rows, each as the database of its own row says.</summary>
    /// <param name="outcome">What the databases did.</param>
    /// <param name="cause">What went wrong, if anything did.</param>
    public async Task EndAsync(Outcome outcome, Exception? cause = null)
    {
        Notify(outcome);
        List<(FileLedger Files, RowLookup? Lookup)> operations;
        lock (_lock)
            (operations, _operations) = (_operations, []);
        foreach (IGrouping<RowLookup, FileLedger> database in operations
            .Where(operation => operation.Lookup is not null)
            .GroupBy(operation => operation.Lookup!, operation => operation.Files))
            await FileCleanup.RunAsync(outcome, TransactionFiles.Of(database.Select(files => files.Take())), database.Key, cause).ConfigureAwait(false);
    }

    // What was changed last is undone first.
    private static void Notify(List<FileLedger> operations, Outcome outcome)
    {
        foreach (FileLedger files in outcome == Outcome.Committed ? operations : operations.AsEnumerable().Reverse())
            files.Notify(outcome);
    }
}
