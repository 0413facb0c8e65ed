using Dapper;
using ImageAttach;
using Microsoft.Data.Sqlite;

namespace Gallery.Data;

/// <summary>Makes the tables and the first users, once.</summary>
internal static class GallerySetup
{
    private const int Version = 1;

    public static async Task RunAsync(SqliteConnection db)
    {
        if (await db.ExecuteScalarAsync<int>("pragma user_version") == Version)
            return;

        // With a write-ahead log, readers don't wait for a writer. The database file remembers it.
        await db.ExecuteAsync("pragma journal_mode = wal");
        await db.ExecuteAsync("create table if not exists users (id integer primary key, name text not null unique)");
        await db.CreateImageTableAsync<UserPicture>();
        await SamplePeople.AddAsync(db);

        // Last: a start that was cut short begins again where it stopped.
        await db.ExecuteAsync($"pragma user_version = {Version}");
    }
}
