using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Sql;

/// <summary>What a server promises for its commits. It is asked once a minute for each connection string.</summary>
internal static class ServerDurability
{
    private const int MaxAnswers = 1_000;

    // Standbys that are connected and not waited for: after a failover to one the last commits are gone. Every role may count them.
    private const string PostgreSql = """
        select case
          when current_setting('fsync') = 'off' then 'fsync = off'
          when current_setting('synchronous_commit') = 'off' then 'synchronous_commit = off'
          when not exists (select from pg_stat_replication) then null
          when current_setting('synchronous_commit') = 'local' then 'synchronous_commit = local, with a standby'
          when current_setting('synchronous_standby_names') = '' then 'synchronous_standby_names is empty, with a standby'
        end
        """;

    private const string MySql = """
        show global variables where variable_name in ('innodb_flush_log_at_trx_commit', 'log_bin', 'sync_binlog');
        show global status where variable_name in ('slaves_connected', 'rpl_semi_sync_master_status')
        """;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private static readonly ConcurrentDictionary<string, (CommitDurability Durability, DateTimeOffset At)> Answers = new();

    /// <summary>Gets or sets the clock; another one in tests.</summary>
    public static TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Returns what the server of an open connection promises.</summary>
    public static async Task<CommitDurability> FindAsync(DbConnection connection)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        if (Answers.TryGetValue(connection.ConnectionString, out (CommitDurability Durability, DateTimeOffset At) answer) && now - answer.At < MaxAge)
            return answer.Durability;
        CommitDurability durability = new(await AskAsync(connection).ConfigureAwait(false));
        if (Answers.Count >= MaxAnswers)
            Answers.Clear();
        Answers[connection.ConnectionString] = (durability, now);
        return durability;
    }

    private static async Task<string?> AskAsync(DbConnection connection)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            if (SqlDialects.Of(connection) == SqlDialect.PostgreSql)
            {
                command.CommandText = PostgreSql;
                return await command.ExecuteScalarAsync().ConfigureAwait(false) as string;
            }

            command.CommandText = MySql;
            return FindWeakness(await ReadAsync(command).ConfigureAwait(false));
        }
    }

    // At 3 MariaDB flushes twice. Without a synced binary log a recovery rolls back what isn't in it.
    internal static string? FindWeakness(Dictionary<string, string> settings)
    {
        if (settings.GetValueOrDefault("innodb_flush_log_at_trx_commit", "1") is not ("1" or "3") and string flush)
            return $"innodb_flush_log_at_trx_commit = {flush}";
        if (settings.GetValueOrDefault("log_bin") == "ON" && settings.GetValueOrDefault("sync_binlog", "1") is not "1" and string sync)
            return $"sync_binlog = {sync}";
        bool hasReplica = int.TryParse(settings.GetValueOrDefault("slaves_connected"), CultureInfo.InvariantCulture, out int replicas) && replicas > 0;
        return hasReplica && settings.GetValueOrDefault("rpl_semi_sync_master_status") != "ON" ? "replicas that aren't semi-synchronous" : null;
    }

    private static async Task<Dictionary<string, string>> ReadAsync(DbCommand command)
    {
        Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase);
        DbDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            do
            {
                while (await reader.ReadAsync().ConfigureAwait(false))
                    settings[reader.GetString(0)] = reader.GetString(1);
            }
            while (await reader.NextResultAsync().ConfigureAwait(false));
        }

        return settings;
    }
}
