using Dapper;
using Microsoft.Data.Sqlite;

namespace Gallery.Data;

/// <summary>The users a new gallery begins with: five with a picture, and the visitor.</summary>
internal static class SamplePeople
{
    /// <summary>The user without a picture.</summary>
    public const string Visitor = "You";

    private static readonly (string Name, string Picture)[] People =
    [
        ("Ada", "dune.jpg"), ("Barbara", "ladybird.jpg"), ("Grace", "raindrops.jpg"), ("Hedy", "storm.jpg"), ("Katherine", "two-wings.jpg"),
    ];

    public static async Task AddAsync(SqliteConnection db)
    {
        foreach ((string name, string picture) in People)
        {
            User user = await AddUserAsync(db, name);
            await user.Picture.LoadAsync(db);
            if (user.Picture.Original is not null)
                continue;
            await using FileStream file = SamplePictures.Open(picture);
            await user.Picture.FromFileAsync(db, file);
        }

        await AddUserAsync(db, Visitor);
    }

    private static async Task<User> AddUserAsync(SqliteConnection db, string name)
    {
        await db.ExecuteAsync("insert into users (name) values (@name) on conflict do nothing", new { name });
        return await db.QuerySingleAsync<User>("select id, name from users where name = @name", new { name });
    }
}
