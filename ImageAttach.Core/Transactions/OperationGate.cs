namespace ImageAttach.Transactions;

/// <summary>Lets one operation at a time into a transaction: two would share a connection, and neither could be undone alone.</summary>
internal sealed class OperationGate
{
    private int _isTaken;

    /// <summary>Enters, until the result is disposed of.</summary>
    /// <exception cref="ConcurrentOperationException">Another operation runs.</exception>
    public Pass Enter()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) == 1)
            throw Taken();
        return new(this);
    }

    /// <summary>Refuses what would have to enter later, while another operation runs.</summary>
    /// <exception cref="ConcurrentOperationException">Another operation runs.</exception>
    public void CheckFree()
    {
        if (Volatile.Read(ref _isTaken) == 1)
            throw Taken();
    }

    private static ConcurrentOperationException Taken() => new(
        "Another operation runs in this transaction, which takes one at a time. Await each operation before you start the next, or give each " +
        "a transaction and a connection of its own. See docs/errors/concurrent-operation.md");

    /// <summary>The right to be in the transaction.</summary>
    public readonly struct Pass(OperationGate gate) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref gate._isTaken, 0);
    }
}
