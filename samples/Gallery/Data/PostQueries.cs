using System.Data.Common;
using Dapper;
using ImageAttach;

namespace Gallery.Data;

/// <summary>What the gallery asks and tells its database about posts.</summary>
internal static class PostQueries
{
    private const string Select = "select posts.id, posts.title, users.name as author from posts join users on users.id = posts.user_id";

    /// <summary>All posts, the latest first, and all their photos: one query each, however many there are.</summary>
    public static async Task<IReadOnlyList<Post>> LoadPostsAsync(this DbConnection db, CancellationToken cancellationToken = default)
    {
        List<Post> posts = [.. await db.QueryAsync<Post>(new CommandDefinition($"{Select} order by posts.id desc", cancellationToken: cancellationToken))];
        await db.LoadImagesAsync(posts, post => post.Photos, cancellationToken: cancellationToken);
        return posts;
    }

    /// <summary>A post with its photos; null when there is none of that number.</summary>
    public static async Task<Post?> FindPostAsync(this DbConnection db, long id, CancellationToken cancellationToken)
    {
        Post? post = await db.QuerySingleOrDefaultAsync<Post>(
            new CommandDefinition($"{Select} where posts.id = @id", new { id }, cancellationToken: cancellationToken));
        if (post is not null)
            await post.Photos.LoadAsync(db, cancellationToken: cancellationToken);
        return post;
    }

    public static async Task<Post> InsertPostAsync(this DbConnection db, int userId, string title, ImageTransaction tx)
    {
        long id = await db.ExecuteScalarAsync<long>(
            "insert into posts (user_id, title) values (@userId, @title) returning id", new { userId, title }, tx.DbTransaction);
        return new Post { Id = id, Title = title };
    }

    /// <summary>The columns of an image are columns like any other.</summary>
    public static Task DescribePhotoAsync(this DbConnection db, long postId, int orderIndex, string? caption) => db.ExecuteAsync(
        "update post_photo set caption = @caption where post_id = @postId and order_index = @orderIndex and original",
        new { postId, orderIndex, caption });

    /// <summary>Removes a post and its photos. First the photos: rows that a foreign key deletes would leave their files behind.</summary>
    public static async Task RemovePostAsync(this DbConnection db, Post post, CancellationToken cancellationToken)
    {
        await db.OpenAsync(cancellationToken);
        await using ImageTransaction tx = await db.BeginImageTransactionAsync(cancellationToken: cancellationToken);
        await db.RemoveImagesAsync(post, transaction: tx, cancellationToken: cancellationToken);
        await db.ExecuteAsync("delete from posts where id = @Id", new { post.Id }, tx.DbTransaction);
        await tx.CommitAsync(cancellationToken);
    }
}
