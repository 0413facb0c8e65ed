using Dapper;
using ImageAttach;
using Microsoft.Data.Sqlite;

namespace Gallery.Data;

/// <summary>The posts that a new gallery begins with.</summary>
internal static class SamplePosts
{
    private static readonly (string Picture, string Caption)[] SmallThings =
        [("ladybird.jpg", "A ladybird on a stalk, forget-me-nots behind it"), ("two-wings.jpg", "Two seeds of a dandelion")];

    private static readonly (string Picture, string Caption)[] Weather =
        [("storm.jpg", "Storm clouds over a road"), ("raindrops.jpg", "Raindrops on a blade of grass"), ("dune.jpg", "Dry grass on a dune by the sea")];

    public static async Task AddAsync(SqliteConnection db)
    {
        await AddAsync(db, userId: 2, "Small things", SmallThings);
        await AddAsync(db, userId: 1, "Weather", Weather);
    }

    // In one transaction: a post is there with all its photos, or not at all.
    private static async Task AddAsync(SqliteConnection db, int userId, string title, (string Picture, string Caption)[] photos)
    {
        if (await db.ExecuteScalarAsync<bool>("select exists (select 1 from posts where title = @title)", new { title }))
            return;
        await using ImageTransaction tx = await db.BeginImageTransactionAsync();
        Post post = await db.InsertPostAsync(userId, title, tx);
        foreach ((string picture, string caption) in photos)
        {
            await using FileStream file = SamplePictures.Open(picture);
            await post.Photos.AddAsync(db, file, photo => photo.Caption = caption, transaction: tx);
        }

        await tx.CommitAsync();
    }
}
