using ImageAttach.Generated.ImageAttach_Benchmarks_Mapping;
using ImageAttach.Transactions;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>The generated table, through the calls that image sets make.</summary>
internal static class GeneratedMapper
{
    public static Task<List<UserPicture>> SelectSetAsync(SqliteConnection db, UserPicture key) => Rows(db).LoadSetAsync(key, CancellationToken.None);

    public static Task InsertAsync(SqliteConnection db, UserPicture picture) => Rows(db).InsertAsync(picture, CancellationToken.None);

    private static ImageRows<UserPicture> Rows(SqliteConnection db) => new(UserPictureTable.Instance, db);
}
