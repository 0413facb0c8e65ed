using Dapper;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>Dapper's calls, replaced at compile time by Dapper.AOT.</summary>
[DapperAot]
internal static class DapperAot
{
    public static Task<TextTimeRow?> SelectAsync(SqliteConnection db, int userId) =>
        db.QueryFirstOrDefaultAsync<TextTimeRow>(Pictures.Select, new { UserId = userId });

    public static Task<int> InsertAsync(SqliteConnection db, UserPicture picture) => db.ExecuteAsync(Pictures.Insert, picture);
}
