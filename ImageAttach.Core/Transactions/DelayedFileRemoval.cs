using System.Data.Common;
using System.Transactions;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>Removes replaced files some time after the commit, where their stores keep them for a while, and where the commit may be undone.</summary>
internal static class DelayedFileRemoval
{
    /// <summary>Sees to those files that are kept for a while. Never throws.</summary>
    /// <param name="entries">Files that may go once the commit is durable.</param>
    /// <param name="connection">The connection of the commit, or another one to the same database, which is asked once more, through a copy of it.</param>
    /// <returns>Those that may go now.</returns>
    public static async Task<List<LedgerEntry>> PostponeAsync(List<LedgerEntry> entries, DbConnection? connection)
    {
        if (entries.Count == 0)
            return entries;
        CommitDurability durability = await CommitDurability.EstablishAsync(connection).ConfigureAwait(false);
        ILookup<(TimeSpan Time, ImageAttachSettings Settings), LedgerEntry> byTime = entries.ToLookup(entry => (durability.GetKeepTime(entry.Store), entry.Settings));
        foreach (IGrouping<(TimeSpan Time, ImageAttachSettings Settings), LedgerEntry> kept in byTime.Where(group => group.Key.Time > TimeSpan.Zero))
            _ = RemoveAsync([.. kept], kept.Key.Time, kept.Key.Settings, connection is null ? null : Connections.Clone(connection));
        return [.. byTime.Where(group => group.Key.Time <= TimeSpan.Zero).SelectMany(group => group)];
    }

    // Asked again, on a connection of its own: a server that lost its last seconds, or a standby that took over, may have the old row again.
    private static async Task RemoveAsync(LedgerEntry[] entries, TimeSpan delay, ImageAttachSettings settings, DbConnection? connection)
    {
        using IDisposable? context = settings.Resume();
        try
        {
            await TouchAsync(entries).ConfigureAwait(false);
            if (connection is null)
            {
                FileRemoval.Keep(entries, cause: null);
                return;
            }

            await using (connection.ConfigureAwait(false))
            {
                await Task.Delay(delay, settings.Clock).ConfigureAwait(false);
                using TransactionScope outside = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
                await connection.OpenAsync().ConfigureAwait(false);
                await FileRemoval.RunAsync(await FileRemoval.FindUnreferencedAsync(entries, connection).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        catch (Exception failure)
        {
            FileRemoval.Keep(entries, failure);
        }
    }

    // So that a sweep counts from now, also when this process ends before the files' time has come.
    private static async Task TouchAsync(LedgerEntry[] entries)
    {
        foreach (LedgerEntry entry in entries)
        {
            try
            {
                await entry.Store.TouchAsync(entry.Key).ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                Events.NotTouched(entry.Settings.Logger, entry.Key, failure);
            }
        }
    }
}
