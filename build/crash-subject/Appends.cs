using System.Data.Common;
using ImageAttach;
using Shop;

namespace CrashSubject;

/// <summary>Workers that add photos to one post at the same time.</summary>
internal static class Appends
{
    private const int Workers = 5;

    public static async Task RunAsync(Stage stage, int post, int count)
    {
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            await using DbConnection db = await stage.OpenAsync();
            int number;
            while ((number = Interlocked.Increment(ref next)) <= count)
                Console.WriteLine((await AddAsync(stage, db, post, number)).OrderIndex);
        })));
    }

    private static async Task<PostPhoto> AddAsync(Stage stage, DbConnection db, int post, int number)
    {
        byte[] picture = stage.Pictures[number % stage.Pictures.Length];
        return (await new Post { Id = post }.Photos.AddAsync(db, picture, store: stage.Store)).RequireOriginal();
    }
}
