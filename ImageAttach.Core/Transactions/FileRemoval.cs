using System.Data;
using System.Data.Common;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>Removes files that a transaction has left over. Never throws: what stays is logged and counted, and swept one day.</summary>
internal static class FileRemoval
{
    /// <summary>How long the caller waits for all files together: a store that hangs must not hang him.</summary>
    public static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(IReadOnlyCollection<LedgerEntry> entries)
    {
        if (entries.Count == 0)
            return;

        // Not the caller's token: work that he gave up on must still be tidied away.
        using CancellationTokenSource patience = new(Patience);
        foreach (LedgerEntry entry in entries)
        {
            try
            {
                patience.Token.ThrowIfCancellationRequested();
                await entry.Store.DeleteAsync(entry.Key, patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
                Counters.FilesRemoved.Add(1);
            }
            catch (Exception failure)
            {
                Events.LeftBehind(entry.Settings.Logger, entry.Key, failure);
                Counters.FilesLeftBehind.Add(1);
            }

            Fault.At(FaultPoint.FileRemoved);
        }
    }

    /// <summary>Those of some files that no committed row names. The others are kept, and so is what nobody can tell.</summary>
    public static async Task<List<LedgerEntry>> UnnamedAsync(IReadOnlyCollection<LedgerEntry> entries, DbConnection judge)
    {
        List<LedgerEntry> unnamed = [];
        foreach (LedgerEntry entry in entries)
        {
            try
            {
                if (judge.State == ConnectionState.Open && !await entry.IsNamedAsync(judge).ConfigureAwait(false))
                    unnamed.Add(entry);
                else
                    Keep([entry], cause: null);
            }
            catch (Exception failure)
            {
                Keep([entry], failure);
            }
        }

        return unnamed;
    }

    public static void Keep(IEnumerable<LedgerEntry> entries, Exception? cause)
    {
        foreach (LedgerEntry entry in entries)
        {
            Events.Kept(entry.Settings.Logger, entry.Key, cause);
            Counters.FilesKept.Add(1);
        }
    }
}
