using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>Decides what becomes of the files of a transaction that has ended: removed, kept, or removed later. Only proof counts.</summary>
/// <remarks>
/// A file goes only when the result is proved and the database says that no committed row references the file. Everything else stays, and a
/// sweep decides later. Never throws: the result stands, and a file too many harms nobody.
/// </remarks>
internal static class FileCleanup
{
    /// <summary>Decides, and removes.</summary>
    /// <param name="result">What the database did.</param>
    /// <param name="files">The files.</param>
    /// <param name="lookup">How their database is asked. Disposed of before a file is removed: stores are slow.</param>
    /// <param name="cause">What went wrong, if anything did.</param>
    public static async Task RunAsync(CommitResult result, TransactionFiles files, RowLookup lookup, Exception? cause = null)
    {
        List<LedgerEntry> removable;
        await using (lookup.ConfigureAwait(false))
            removable = await FindRemovableAsync(result, files, lookup, cause).ConfigureAwait(false);
        await FileRemoval.RunAsync(removable).ConfigureAwait(false);
    }

    /// <summary>Decides: returns the files that may go now.</summary>
    /// <inheritdoc cref="RunAsync" path="/param"/>
    public static async Task<List<LedgerEntry>> FindRemovableAsync(CommitResult result, TransactionFiles files, RowLookup lookup, Exception? cause = null)
    {
        if (result == CommitResult.Unknown)
        {
            FileRemoval.Keep(files.Put.Concat(files.Obsolete), cause);
            return [];
        }

        bool isCommitted = result == CommitResult.Committed;
        List<LedgerEntry> removable = await lookup.FindUnreferencedAsync(isCommitted ? files.Obsolete : files.Put).ConfigureAwait(false);

        // A row that should be gone is there: then perhaps nothing was committed, whatever the result says.
        if (isCommitted && removable.Count < files.Obsolete.Count)
            removable.AddRange(await lookup.FindUnreferencedAsync(files.Put).ConfigureAwait(false));
        Fault.At(FaultPoint.FilesChecked);
        return isCommitted ? await DelayedFileRemoval.PostponeAsync(removable, lookup.Connection).ConfigureAwait(false) : removable;
    }
}
