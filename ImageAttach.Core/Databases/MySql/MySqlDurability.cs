using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Databases;

/// <summary>What MariaDB and MySQL promise for their commits.</summary>
internal static class MySqlDurability
{
    private const string Settings = """
        show global variables where variable_name in ('innodb_flush_log_at_trx_commit', 'log_bin', 'sync_binlog');
        show global status where variable_name in ('slaves_connected', 'rpl_semi_sync_master_status')
        """;

    /// <summary>Returns the setting by which a commit may be undone; null when commits survive.</summary>
    public static async Task<string?> FindWeaknessAsync(DbConnection connection)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = Settings;
            return FindWeakness(await ReadAsync(command).ConfigureAwait(false));
        }
    }

    /// <summary>Returns the same for settings that were read.</summary>
    /// <remarks>At 3 MariaDB flushes twice. Without a synced binary log a recovery rolls back what isn't in it.</remarks>
    public static string? FindWeakness(Dictionary<string, string> settings)
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
