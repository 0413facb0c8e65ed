using Dapper;
using Microsoft.Data.Sqlite;

namespace Gallery.Data;

/// <summary>The users a new gallery begins with: one for each picture that comes with the program, and the visitor.</summary>
internal static class SamplePeople
{
    /// <summary>The user without a picture.</summary>
    public const string Visitor = "You";

    private static readonly string[] Names = ["Ada", "Barbara", "Grace", "Hedy", "Katherine", "Margaret"];

    public static async Task AddAsync(SqliteConnection db)
    {
        string[] pictures = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "pictures"), "*.jpg").Order(StringComparer.Ordinal)];
        foreach ((int index, string picture) in pictures.Index())
        {
            User user = await AddUserAsync(db, index < Names.Length ? Names[index] : Path.GetFileNameWithoutExtension(picture));
            await user.Picture.LoadAsync(db);
            if (user.Picture.Original is null)
                await AttachAsync(db, user, picture);
        }

        await AddUserAsync(db, Visitor);
    }

    private static async Task<User> AddUserAsync(SqliteConnection db, string name)
    {
        await db.ExecuteAsync("insert into users (name) values (@name) on conflict do nothing", new { name });
        return await db.QuerySingleAsync<User>("select id, name from users where name = @name", new { name });
    }

    private static async Task AttachAsync(SqliteConnection db, User user, string picture)
    {
        await using FileStream file = File.OpenRead(picture);
        await user.Picture.AttachWithThumbnailsAsync(db, file);
    }
}
