using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Testing;

/// <summary>Rows of pictures that checks write themselves, in a transaction of their own.</summary>
internal sealed class SampleRows(ImageDatabase database, DbConnection connection, DbTransaction? transaction = null)
{
    private readonly ImageTableStatements _sql = database.GetStatements(SampleTables.Pictures);

    /// <summary>Creates a row.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="side">Its width and its height.</param>
    /// <param name="isOriginal">Whether it is an original.</param>
    /// <param name="revision">Its revision.</param>
    public static SamplePicture Create(int owner, int side = 1, bool isOriginal = true, string revision = "r1") => new()
    {
        SampleOwnerId = owner,
        Width = side,
        Height = side,
        MimeType = "image/bmp",
        Original = isOriginal,
        CreatedAt = new(2020, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Revision = revision,
    };

    public Task AddAsync(int owner, int side = 1) => connection.SendAsync(_sql.Insert, database, Create(owner, side), transaction: transaction);

    public Task AddThumbnailAsync(SamplePicture row, string originalRevision) =>
        connection.SendAsync(_sql.InsertThumbnail, database, row, originalRevision, transaction);

    /// <summary>Returns the owners that have rows, in their order.</summary>
    public async Task<int[]> OwnersAsync() => [.. (await QueryAsync(SampleTables.Pictures.Definition.KeyColumns[0], reader => reader.GetInt32(0)).ConfigureAwait(false)).Order()];

    /// <summary>Returns the revisions of all rows, in their order.</summary>
    public async Task<string[]> RevisionsAsync() => [.. (await QueryAsync(ImageColumn.Revision, reader => reader.GetString(0)).ConfigureAwait(false)).Order(StringComparer.Ordinal)];

    private Task<List<T>> QueryAsync<T>(ImageColumn column, Func<DbDataReader, T> read) =>
        connection.QueryAsync($"select {database.Quote(column.Name)} from {_sql.Table}", read, transaction: transaction);
}
