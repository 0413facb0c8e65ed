using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>Entity Framework as its manual says it is fastest: pooled contexts, a compiled query, and nothing tracked that is only read.</summary>
internal sealed class EfCore(SqliteConnection db)
{
    private static readonly Func<PictureContext, int, IAsyncEnumerable<UserPicture>> Query = EF.CompileAsyncQuery<PictureContext, int, UserPicture>((context, userId) =>
        context.Pictures.AsNoTracking().Where(row => row.UserId == userId).OrderByDescending(row => row.Original).ThenBy(row => row.Width).ThenBy(row => row.Height));

    private readonly PooledDbContextFactory<PictureContext> _contexts = new(new DbContextOptionsBuilder<PictureContext>().UseSqlite(db).Options);

    public async Task<List<UserPicture>> SelectSetAsync(int userId)
    {
        await using PictureContext context = await _contexts.CreateDbContextAsync();
        List<UserPicture> pictures = [];
        await foreach (UserPicture picture in Query(context, userId))
            pictures.Add(picture);
        return pictures;
    }

    public async Task InsertAsync(UserPicture picture)
    {
        await using PictureContext context = await _contexts.CreateDbContextAsync();
        context.Add(picture);
        await context.SaveChangesAsync();
    }
}
