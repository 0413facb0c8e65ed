using Dapper;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>Dapper as everybody uses it.</summary>
[DapperAot(false)]
internal static class PlainDapper
{
    public static Task<UserPicture?> SelectAsync(SqliteConnection db, int userId) =>
        db.QueryFirstOrDefaultAsync<UserPicture>(Pictures.Select, new { UserId = userId });

    public static Task<int> InsertAsync(SqliteConnection db, UserPicture picture) => db.ExecuteAsync(Pictures.Insert, picture);
}
