using ImageAttach.Generated.ImageAttach.Benchmarks.Mapping;
using ImageAttach.Sql;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>The generated table, through the calls that image sets make.</summary>
internal static class GeneratedMapper
{
    public static async Task<UserPicture?> SelectAsync(SqliteConnection db, UserPicture key) =>
        (await Rows(db).LoadSetAsync(key, CancellationToken.None))[0];

    public static Task InsertAsync(SqliteConnection db, UserPicture picture) => Rows(db).InsertAsync(picture, CancellationToken.None);

    private static ImageRows<UserPicture> Rows(SqliteConnection db) => new(UserPictureTable.Instance, db);
}
