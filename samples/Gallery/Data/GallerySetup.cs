using Dapper;
using ImageAttach;
using Microsoft.Data.Sqlite;

namespace Gallery.Data;

/// <summary>Makes the tables, and what a new gallery begins with, once.</summary>
internal static class GallerySetup
{
    private const int Version = 2;

    private const string Tables =
        """
        create table if not exists users (id integer primary key, name text not null unique);
        create table if not exists posts (id integer primary key autoincrement, user_id integer not null references users (id), title text not null);
        """;

    public static async Task RunAsync(SqliteConnection db)
    {
        if (await db.ExecuteScalarAsync<int>("pragma user_version") == Version)
            return;

        // With a write-ahead log, readers don't wait for a writer. The database file remembers it.
        await db.ExecuteAsync("pragma journal_mode = wal");
        await db.ExecuteAsync(Tables);
        await db.CreateImageTableAsync<UserPicture>();
        await db.CreateImageTableAsync<PostPhoto>();
        await db.CreateImageTableAsync<TrialPicture>();
        await SamplePeople.AddAsync(db);
        await SamplePosts.AddAsync(db);

        // Last: a start that was cut short begins again where it stopped.
        await db.ExecuteAsync($"pragma user_version = {Version}");
    }
}
