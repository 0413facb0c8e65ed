using System.Transactions;

namespace ImageAttach.Transactions;

/// <summary>Checks the old files of an ambient transaction before it commits. Asked in phase 0, as <see cref="CommitProbe"/> is, once for all databases.</summary>
internal sealed class OldFileProbe(TransactionLedger ledger) : IEnlistmentNotification
{
    /// <summary>Whether the commit was refused, so none was sent.</summary>
    public bool IsVetoed { get; private set; }

    public void Prepare(PreparingEnlistment preparingEnlistment)
    {
        try
        {
            // On another thread: the caller's context may be one that the store's calls wait for.
            IReadOnlyList<LedgerEntry> oldFiles = ledger.FindOldFiles();
            if (oldFiles.Count > 0)
                Task.Run(() => OldFileCheck.RunAsync(oldFiles, CancellationToken.None)).GetAwaiter().GetResult();
        }
        catch (Exception refusal)
        {
            IsVetoed = true;
            preparingEnlistment.ForceRollback(refusal);
            return;
        }

        preparingEnlistment.Done();
    }

    public void Commit(Enlistment enlistment) => enlistment.Done();

    public void Rollback(Enlistment enlistment) => enlistment.Done();

    public void InDoubt(Enlistment enlistment) => enlistment.Done();
}
