using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>The database that all mappers are measured on, the row that they read and write, and the statements written by hand.</summary>
internal static class Pictures
{
    // The generated statement, so that mappers are compared and not statements.
    public const string Select = """
        select "user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
        from "user_picture" where "user_id" = @UserId order by "original" desc, "width", "height"
        """;

    public const string Insert = """
        insert into "user_picture" ("user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
        values (@UserId, @Width, @Height, @MimeType, @Original, @CreatedAt, @Revision, @Length, @Sha256, @Recipe)
        """;

    public static async Task<SqliteConnection> CreateTableAsync()
    {
        SqliteConnection db = new("Data Source=:memory:");
        await db.OpenAsync();
        await db.CreateImageTableAsync<UserPicture>();
        return db;
    }

    public static UserPicture New(int userId) => new()
    {
        UserId = userId,
        Width = 405,
        Height = 640,
        MimeType = "image/jpeg",
        Original = true,
        CreatedAt = new DateTimeOffset(2026, 11, 23, 16, 5, 59, TimeSpan.Zero),
        Revision = "0123456789abcdef0123456789abcdef",
        Length = 123_456,
        Sha256 = new string('a', 64),
    };
}
