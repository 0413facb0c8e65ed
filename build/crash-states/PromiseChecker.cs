using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace CrashStates;

/// <summary>Checks the promises in a state, as an application finds it that starts after the power cut.</summary>
/// <param name="folder">Where databases are opened.</param>
/// <param name="maxUndone">How many of the last acknowledged commits the database may undo, by its own promise.</param>
internal sealed class PromiseChecker(string folder, int maxUndone)
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(folder, "after")).FullName;
    private readonly Dictionary<string, (Row[] Rows, string? Failure)> _read = [];

    /// <summary>Returns which promise is broken; null for none.</summary>
    public string? Check(DiskState state, CrashPoint point)
    {
        (Row[] rows, string? failure) = ReadRows(state);
        if (failure is not null)
            return $"the database can't be read: {failure}";
        return rows.Select(row => CheckFile(row, state)).FirstOrDefault(problem => problem is not null) ?? CheckImages(rows, point);
    }

    private static string? CheckFile(Row row, DiskState state)
    {
        // images/user-picture/…/USER.WIDTHxHEIGHT.REVISION.jpg
        string? path = state.Files.Keys.FirstOrDefault(file => file.Contains($".{row.Revision}.", StringComparison.Ordinal));
        if (path is null)
            return $"user {row.User}: the row of {row.Width} pixels has no file";
        return Convert.ToHexStringLower(SHA256.HashData(state.Files[path])) == row.Sha256 ? null : $"user {row.User}: the file of {row.Width} pixels has other bytes";
    }

    // What was acknowledged last, or what is under way; nothing in between, and nothing older than the database may go back.
    private string? CheckImages(Row[] rows, CrashPoint point)
    {
        string images = $"{UserImages.None.With(rows.GroupBy(row => row.User).Select(Describe))}";
        return images == point.Pending || point.Acknowledged.Reverse().Take(1 + maxUndone).Contains(images)
            ? null
            : $"users have '{images}' instead of '{point.Acknowledged[^1]}'";
    }

    private static string Describe(IGrouping<string, Row> user) =>
        $"{user.Key}={user.SingleOrDefault(row => row.IsOriginal)?.Sha256 ?? "no original"}:{string.Join('+', user.Select(row => row.Width).Order())}";

    private (Row[] Rows, string? Failure) ReadRows(DiskState state)
    {
        KeyValuePair<string, byte[]>[] files =
            [.. state.Files.Where(file => file.Key.StartsWith("db/", StringComparison.Ordinal) && !file.Key.EndsWith("-shm", StringComparison.Ordinal)).OrderBy(file => file.Key, StringComparer.Ordinal)];
        string key = string.Join(' ', files.Select(file => $"{file.Key} {Convert.ToHexString(SHA256.HashData(file.Value))}"));
        if (!_read.TryGetValue(key, out (Row[] Rows, string? Failure) rows))
            _read[key] = rows = Open(files);
        return rows;
    }

    private (Row[] Rows, string? Failure) Open(KeyValuePair<string, byte[]>[] files)
    {
        foreach (string old in Directory.GetFiles(_folder))
            File.Delete(old);
        foreach ((string path, byte[] content) in files)
            File.WriteAllBytes(Path.Combine(_folder, Path.GetFileName(path)), content);
        try
        {
            using SqliteConnection db = new($"Data Source={Path.Combine(_folder, "shop.db")};Pooling=False");
            db.Open();
            Scalar(db, "pragma synchronous = off"); // a copy
            string integrity = Scalar(db, "pragma integrity_check");
            return integrity != "ok" ? ([], integrity)
                : Scalar(db, "select count(*) from sqlite_master where name = 'user_picture'") == "0" ? ([], null) : (Read(db), null);
        }
        catch (SqliteException failure)
        {
            return ([], failure.Message);
        }
    }

    private static Row[] Read(SqliteConnection db)
    {
        using SqliteCommand command = db.CreateCommand();
        command.CommandText = "select user_id, width, original, revision, sha256 from user_picture";
        using SqliteDataReader reader = command.ExecuteReader();
        List<Row> rows = [];
        while (reader.Read())
            rows.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetBoolean(2), reader.GetString(3), reader.GetString(4)));
        return [.. rows];
    }

    private static string Scalar(SqliteConnection db, string sql)
    {
        using SqliteCommand command = db.CreateCommand();
        command.CommandText = sql;
        return $"{command.ExecuteScalar()}";
    }

    private sealed record Row(string User, int Width, bool IsOriginal, string Revision, string Sha256);
}
