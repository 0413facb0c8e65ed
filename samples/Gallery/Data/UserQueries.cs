using System.Data.Common;
using Dapper;
using ImageAttach;

namespace Gallery.Data;

/// <summary>What the gallery asks its database about users.</summary>
internal static class UserQueries
{
    /// <summary>All users, and their images: one query each, however many there are.</summary>
    public static async Task<IReadOnlyList<User>> LoadUsersAsync(this DbConnection db, CancellationToken cancellationToken = default)
    {
        List<User> users = [.. await db.QueryAsync<User>(
            new CommandDefinition("select id, name from users order by id", cancellationToken: cancellationToken))];
        await db.LoadImagesAsync(users, user => user.Picture, cancellationToken: cancellationToken);
        return users;
    }

    /// <summary>A user; null when there is none of that number.</summary>
    public static Task<User?> FindUserAsync(this DbConnection db, int id, CancellationToken cancellationToken) =>
        db.QuerySingleOrDefaultAsync<User>(
            new CommandDefinition("select id, name from users where id = @id", new { id }, cancellationToken: cancellationToken));
}
