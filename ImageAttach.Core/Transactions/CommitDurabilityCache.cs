using System.Collections.Concurrent;
using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <summary>What servers promise for their commits. Each is asked once a minute for each connection string.</summary>
internal static class CommitDurabilityCache
{
    private const int MaxCount = 1_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private static readonly ConcurrentDictionary<string, (CommitDurability Durability, DateTimeOffset At)> Known = new();

    /// <summary>Returns what the server of an open connection promises.</summary>
    public static async Task<CommitDurability> GetAsync(ImageDatabase database, DbConnection connection)
    {
        DateTimeOffset now = ImageAttachSettings.Current.Clock.GetUtcNow();
        if (Known.TryGetValue(connection.ConnectionString, out (CommitDurability Durability, DateTimeOffset At) answer) && (now - answer.At).Duration() < MaxAge)
            return answer.Durability;
        CommitDurability durability = new(await database.FindCommitWeaknessAsync(connection).ConfigureAwait(false));
        if (Known.Count >= MaxCount)
            Known.Clear();
        Known[connection.ConnectionString] = (durability, now);
        return durability;
    }
}
