using System.Collections.Concurrent;
using System.Transactions;

namespace ImageAttach.Transactions;

/// <summary>The ledgers of the ambient transactions that haven't ended, or whose end hasn't been reported yet.</summary>
internal static class AmbientLedgers
{
    private static readonly ConcurrentDictionary<Transaction, AmbientLedger> Open = new();

    /// <summary>Returns the ledger of a transaction that is active.</summary>
    public static AmbientLedger GetOrCreate(Transaction transaction)
    {
        EndUnreported();
        CheckActive(transaction);
        lock (Open)
        {
            if (!Open.TryGetValue(transaction, out AmbientLedger? ledger))
                Open[transaction.Clone()] = ledger = new(transaction.Clone());
            return ledger;
        }
    }

    /// <exception cref="TransactionAbortedException">The transaction has ended.</exception>
    public static void CheckActive(Transaction transaction, Exception? cause = null)
    {
        if (transaction.TransactionInformation.Status != TransactionStatus.Active)
        {
            throw new TransactionAbortedException(
                "The ambient transaction has ended, perhaps by its timeout, so no file can follow it. Dispose of its scope and begin another.",
                cause);
        }
    }

    /// <summary>Whether the end of a transaction hasn't been reported yet.</summary>
    public static bool IsOpen(Transaction transaction) => Open.ContainsKey(transaction);

    /// <summary>Removes the ledger of a transaction that has ended, unless it was removed before.</summary>
    public static bool TryRemove(Transaction transaction) => Open.TryRemove(transaction, out _);

    private static void EndUnreported()
    {
        foreach ((_, AmbientLedger ledger) in Open)
            ledger.EndIfUnreported();
    }
}
