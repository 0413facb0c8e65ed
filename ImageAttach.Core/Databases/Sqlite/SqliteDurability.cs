using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Databases;

/// <summary>What SQLite promises for a commit, and what is left to do for it.</summary>
/// <remarks>
/// <para>A commit in journal mode DELETE is the removal of the journal. Below EXTRA SQLite doesn't sync the folder after it: a power cut brings
/// the journal back, and the next connection rolls the commit back. In WAL mode below FULL the log isn't synced, in TRUNCATE mode below FULL the
/// shortened journal isn't. Syncing these files and then the folder makes the commit durable: from NORMAL on, the rest was synced before.</para>
/// <para>With <c>synchronous = OFF</c> nothing was synced, and the database file itself must not be opened here: closing it would give up the locks of
/// this process. Without a journal on disk a power cut in a later commit damages the database, and what replaces it may be old.</para>
/// </remarks>
internal static class SqliteDurability
{
    private const int Normal = 1, Full = 2, Extra = 3;

    private const string Settings = """
        select (select file from pragma_database_list where name = 'main'), (select journal_mode from pragma_journal_mode),
          (select synchronous from pragma_synchronous)
        """;

    /// <summary>Syncs what SQLite hasn't, where that is enough.</summary>
    /// <param name="connection">A connection, open.</param>
    /// <returns>Why a commit may be undone; null when it is durable.</returns>
    public static async Task<string?> FindWeaknessAsync(DbConnection connection)
    {
        (string file, string journal, int synchronous) = await ReadSettingsAsync(connection).ConfigureAwait(false);
        if (file.Length == 0)
            return null; // in memory: no row is left after a power cut
        if (synchronous < Normal)
            return "synchronous = OFF";
        if (journal is "memory" or "off")
            return $"journal_mode = {journal}";
        if (journal == "wal" && IsSyncedBySqlite(journal, synchronous))
            return null;
        bool isSynced = await Task.Run(() => TrySync(file)).ConfigureAwait(false);
        return isSynced || IsSyncedBySqlite(journal, synchronous) ? null : $"journal_mode = {journal}, whose folder can't be synced here";
    }

    // On macOS SQLite leaves its bytes in the disk's cache, and on Windows it never syncs folders.
    private static bool IsSyncedBySqlite(string journal, int synchronous) =>
        !OperatingSystem.IsMacOS() && (journal == "delete" ? synchronous >= Extra && !OperatingSystem.IsWindows() : synchronous >= Full);

    private static bool TrySync(string file) =>
        TrySyncIfThere(file + "-wal") && TrySyncIfThere(file + "-journal") && DiskSync.TrySync(Path.GetDirectoryName(file)!);

    // Another connection may remove the journal in between, which then isn't needed any more.
    private static bool TrySyncIfThere(string path) => !File.Exists(path) || DiskSync.TrySync(path) || !File.Exists(path);

    private static async Task<(string File, string Journal, int Synchronous)> ReadSettingsAsync(DbConnection connection)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = Settings;
            DbDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync().ConfigureAwait(false);
                return (
                    Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "", reader.GetString(1).ToLowerInvariant(), reader.GetInt32(2));
            }
        }
    }
}
