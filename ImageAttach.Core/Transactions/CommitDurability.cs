using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ImageAttach.Transactions;

/// <summary>Whether the commits that a database has acknowledged survive a power cut and a failover.</summary>
/// <param name="Weakness">The setting by which one may be undone, such as <c>synchronous_commit = off</c>; null when they survive.</param>
/// <remarks>
/// Decides how long the files of replaced and removed images stay: a row that comes back needs its file. A session can lower what its server
/// promises; on a server the settings of one session count for all with the same connection string, for up to a minute.
/// </remarks>
internal sealed record CommitDurability(string? Weakness)
{
    /// <summary>How long replaced files stay at least where a commit may be undone. Servers write what they hold back within seconds.</summary>
    public static readonly TimeSpan MinKeepTime = TimeSpan.FromMinutes(10);

    /// <summary>Commits survive.</summary>
    public static readonly CommitDurability Full = new(Weakness: null);

    private static readonly CommitDurability Unchecked = new("a connection that can't be copied");

    // For each logger: applications in one process have logs of their own.
    private static readonly ConditionalWeakTable<ILogger, ConcurrentDictionary<(string DataSource, string Database, string Weakness), bool>> Logged = [];

    /// <summary>Returns how long a file stays once no committed row references it: the longer of what its store and the database need.</summary>
    public TimeSpan GetKeepTime(IImageStore store)
    {
        TimeSpan database = Weakness is null ? TimeSpan.Zero : MinKeepTime;
        return store.KeepReplacedFor > database ? store.KeepReplacedFor : database;
    }

    /// <summary>Finds out after a commit; on SQLite it first makes the commit durable where that is possible. Never throws.</summary>
    /// <param name="connection">The connection of the commit, or another one to the same database. A closed one is opened, and closed again.</param>
    public static async Task<CommitDurability> EstablishAsync(DbConnection? connection)
    {
        if (!ImageAttachSettings.Current.ChecksCommitDurability)
            return Full;
        if (connection is null)
            return Unchecked;
        CommitDurability durability = await TryFindAsync(connection).ConfigureAwait(false);
        ILogger logger = ImageAttachSettings.Current.Logger;
        if (durability.Weakness is { } weakness && Logged.GetOrCreateValue(logger).TryAdd((connection.DataSource, connection.Database, weakness), true))
            Events.CommitsNotDurable(logger, connection.Database, connection.DataSource, weakness, MinKeepTime);
        return durability;
    }

    private static async Task<CommitDurability> TryFindAsync(DbConnection connection)
    {
        try
        {
            IAsyncDisposable open = await Connections.OpenForAsync(connection, CancellationToken.None).ConfigureAwait(false);
            await using (open.ConfigureAwait(false))
            {
                ImageDatabase database = ImageDatabases.Get(connection);
                return database.SyncsCommits
                    ? new(await database.FindCommitWeaknessAsync(connection).ConfigureAwait(false))
                    : await CommitDurabilityCache.GetAsync(database, connection).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            return new($"settings that could not be read ({failure.Message})");
        }
    }
}
