using System.Data.Common;
using System.Transactions;
using ImageAttach.Logging;
using ImageAttach.Sql;

namespace ImageAttach.Transactions;

/// <summary>Removes replaced files some time after the commit, from stores that keep them for a while.</summary>
internal static class LateRemoval
{
    /// <summary>The clock; another one in tests.</summary>
    public static TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Sees to those files that their stores keep for a while.</summary>
    /// <param name="entries">Files that may go.</param>
    /// <param name="like">The connection whose database will be asked once more, through another like it.</param>
    /// <returns>Those that may go now.</returns>
    public static List<LedgerEntry> Postpone(List<LedgerEntry> entries, DbConnection? like)
    {
        if (entries.TrueForAll(entry => entry.Store.KeepReplacedFor <= TimeSpan.Zero))
            return entries;
        foreach (IGrouping<TimeSpan, LedgerEntry> kept in entries.Where(entry => entry.Store.KeepReplacedFor > TimeSpan.Zero).GroupBy(entry => entry.Store.KeepReplacedFor))
            _ = RemoveAsync([.. kept], kept.Key, like is null ? null : Connections.Another(like));
        return entries.FindAll(entry => entry.Store.KeepReplacedFor <= TimeSpan.Zero);
    }

    // Asked again, on a connection of its own: a server that lost its last seconds, or a standby that took over, may have the old row again.
    private static async Task RemoveAsync(LedgerEntry[] entries, TimeSpan delay, DbConnection? judge)
    {
        try
        {
            await TouchAsync(entries).ConfigureAwait(false);
            if (judge is null)
            {
                FileRemoval.Keep(entries, cause: null);
                return;
            }

            await using (judge.ConfigureAwait(false))
            {
                await Task.Delay(delay, Clock).ConfigureAwait(false);
                using TransactionScope outside = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
                await judge.OpenAsync().ConfigureAwait(false);
                await FileRemoval.RunAsync(await FileRemoval.UnnamedAsync(entries, judge).ConfigureAwait(false)).ConfigureAwait(false);
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
                Events.NotTouched(ImageAttachLogging.Logger, entry.Key, failure);
            }
        }
    }
}
