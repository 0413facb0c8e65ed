using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>What a careful person writes by hand, without any library.</summary>
internal static class RawAdo
{
    public static async Task<UserPicture?> SelectAsync(SqliteConnection db, int userId)
    {
        await using SqliteCommand command = db.CreateCommand();
        command.CommandText = Pictures.Select;
        command.Parameters.AddWithValue("@UserId", userId);
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? Read(reader) : null;
    }

    /// <summary>All rows of a set, as an image set loads them.</summary>
    public static async Task<List<UserPicture>> SelectSetAsync(SqliteConnection db, int userId)
    {
        await using SqliteCommand command = db.CreateCommand();
        command.CommandText = Pictures.Select;
        command.Parameters.AddWithValue("@UserId", userId);
        await using SqliteDataReader reader = await command.ExecuteReaderAsync();
        List<UserPicture> pictures = [];
        while (await reader.ReadAsync())
            pictures.Add(Read(reader));
        return pictures;
    }

    public static async Task<int> InsertAsync(SqliteConnection db, UserPicture picture)
    {
        await using SqliteCommand command = db.CreateCommand();
        command.CommandText = Pictures.Insert;
        command.Parameters.AddWithValue("@UserId", picture.UserId);
        command.Parameters.AddWithValue("@Width", picture.Width);
        command.Parameters.AddWithValue("@Height", picture.Height);
        command.Parameters.AddWithValue("@MimeType", picture.MimeType);
        command.Parameters.AddWithValue("@Original", picture.Original);
        command.Parameters.AddWithValue("@CreatedAt", picture.CreatedAt);
        command.Parameters.AddWithValue("@Revision", picture.Revision);
        command.Parameters.AddWithValue("@Length", (object?)picture.Length ?? DBNull.Value);
        command.Parameters.AddWithValue("@Sha256", (object?)picture.Sha256 ?? DBNull.Value);
        command.Parameters.AddWithValue("@Recipe", picture.Recipe);
        return await command.ExecuteNonQueryAsync();
    }

    private static UserPicture Read(SqliteDataReader reader) => new()
    {
        UserId = reader.GetInt32(0),
        Width = reader.GetInt32(1),
        Height = reader.GetInt32(2),
        MimeType = reader.GetString(3),
        Original = reader.GetBoolean(4),
        CreatedAt = reader.GetDateTimeOffset(5),
        Revision = reader.GetString(6),
        Length = reader.IsDBNull(7) ? null : reader.GetInt64(7),
        Sha256 = reader.IsDBNull(8) ? null : reader.GetString(8),
        Recipe = reader.GetString(9),
    };
}
