using System.Data;
using System.Data.Common;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>Removes files that no transaction needs any more. Never throws: a file that stays is logged and counted, and a later sweep removes it.</summary>
internal static class FileRemoval
{
    /// <summary>Removes files, one after another, for <see cref="ImageAttachSettings.StoreTimeout"/> at most: a hung store cannot block the caller.</summary>
    public static async Task RunAsync(IReadOnlyCollection<LedgerEntry> entries)
    {
        if (entries.Count == 0)
            return;

        // Not the caller's token: work that was cancelled must still be tidied away.
        using CancellationTokenSource timeout = new(ImageAttachSettings.Current.StoreTimeout);
        foreach (LedgerEntry entry in entries)
        {
            try
            {
                timeout.Token.ThrowIfCancellationRequested();
                await entry.Store.DeleteAsync(entry.Key, timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(false);
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

    /// <summary>Finds those of some files that no committed row references. The others are kept, and so are those whose lookup fails.</summary>
    public static async Task<List<LedgerEntry>> FindUnreferencedAsync(IReadOnlyCollection<LedgerEntry> entries, DbConnection connection)
    {
        List<LedgerEntry> unreferenced = [];
        foreach (LedgerEntry entry in entries)
        {
            try
            {
                if (connection.State == ConnectionState.Open && !await entry.IsReferencedAsync(connection).ConfigureAwait(false))
                    unreferenced.Add(entry);
                else
                    Keep([entry], cause: null);
            }
            catch (Exception failure)
            {
                Keep([entry], failure);
            }
        }

        return unreferenced;
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
