namespace ImageAttach.Transactions;

/// <summary>The files of a transaction that has ended, or of a part of it, whose rows are all in one database.</summary>
/// <param name="Put">The files put in it.</param>
/// <param name="Obsolete">The files whose rows went with its commit.</param>
internal sealed record TransactionFiles(List<LedgerEntry> Put, List<LedgerEntry> Obsolete)
{
    /// <summary>Merges the files of several operations.</summary>
    public static TransactionFiles Merge(IEnumerable<TransactionFiles> parts)
    {
        TransactionFiles all = new([], []);
        foreach (TransactionFiles part in parts)
        {
            all.Put.AddRange(part.Put);
            all.Obsolete.AddRange(part.Obsolete);
        }

        return all;
    }
}
