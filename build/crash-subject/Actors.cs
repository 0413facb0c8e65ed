using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using ImageAttach;
using ImageAttach.Generated;
using Shop;

namespace CrashSubject;

/// <summary>Four who work at once, each with owners of his own and some that all share. They tell what they are about to do, and what they have done.</summary>
internal static class Actors
{
    private const int Count = 4;
    private const int OwnersEach = 5;
    // This user belongs to all actors: whose change comes last can't be known, but the rows must have their files.
    private const int SharedOwner = 1000;
    private const string Nothing = "-";

    public static Task RunAsync(Stage stage, int seed) => Task.WhenAll(Enumerable.Range(0, Count).Select(actor => Task.Run(() => ActAsync(stage, actor, new Random(seed + actor)))));

    private static async Task ActAsync(Stage stage, int actor, Random random)
    {
        await using DbConnection db = await stage.OpenAsync();
        while (true)
        {
            int owner = random.Next(6) == 0 ? SharedOwner : 1 + (actor * OwnersEach) + random.Next(OwnersEach);
            try
            {
                await ActAsync(stage, db, random, new User { Id = owner });
            }
            catch (Exception failure) when (owner == SharedOwner && failure is ImageNotFoundException or ImageFileNotFoundException)
            {
                // Somebody else was quicker.
            }
        }
    }

    private static async Task ActAsync(Stage stage, DbConnection db, Random random, User user)
    {
        byte[] picture = stage.Pictures[random.Next(stage.Pictures.Length)];
        switch (random.Next(7))
        {
            case 0 or 1:
                await TellAsync(user, Sha256(picture), () => user.Picture.FromBlobAsync(db, picture, store: stage.Store));
                break;
            case 2:
                await TellAsync(user, Nothing, () => user.Picture.RemoveAsync(db, stage.Store));
                break;
            case 3:
                await TellAsync(user, Sha256(picture), () => InTransactionAsync(stage, db, user, picture));
                break;
            case 4:
                await TellAsync(user, Sha256(picture), () => InScopeAsync(stage, user, picture));
                break;
            case 5:
                await SweepAsync(stage, db);
                break;
            default:
                if ((await user.Picture.LoadAsync(db)).Original is not null)
                    await user.Picture.GenerateThumbnailAsync(db, width: random.Next(5, 50), store: stage.Store);
                break;
        }
    }

    private static async Task InTransactionAsync(Stage stage, DbConnection db, User user, byte[] picture)
    {
        await using ImageTransaction tx = await db.BeginImageTransactionAsync();
        await user.Picture.FromBlobAsync(db, picture, store: stage.Store, transaction: tx);
        await using (ImageSavepoint savepoint = await tx.SaveAsync())
        {
            await user.Picture.RemoveAsync(db, stage.Store, tx);
            await savepoint.RollbackAsync();
        }

        await user.Picture.GenerateThumbnailAsync(db, width: 20, store: stage.Store, transaction: tx);
        await tx.CommitAsync();
    }

    private static async Task InScopeAsync(Stage stage, User user, byte[] picture)
    {
        await using ImageScope scope = new();
        await using DbConnection db = await stage.OpenAsync();
        await user.Picture.FromBlobAsync(db, picture, store: stage.Store);
        await user.Picture.GenerateThumbnailAsync(db, width: 20, store: stage.Store);
        scope.Complete();
    }

    // With a grace period: the others' pending files are young.
    private static Task<SweepReport> SweepAsync(Stage stage, DbConnection db) => ImageSweeper.SweepAsync(
        db,
        ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture)),
        stage.Store,
        new SweepOptions { OlderThan = TimeSpan.FromMinutes(1), AllowMassDeletion = true });

    // Conflicts that a transaction of one's own meets are the caller's to try again.
    private static async Task TellAsync(User user, string original, Func<Task> act)
    {
        Write("begin", user, original);
        while (true)
        {
            try
            {
                await act();
                break;
            }
            catch (Exception failure) when (IsConflict(failure))
            {
                await Task.Delay(Random.Shared.Next(20));
            }
        }

        Write("end", user, original);
    }

    private static bool IsConflict(Exception failure) => failure is DbException { SqlState: "40001" or "40P01" } or TransactionDoomedException
        or System.Transactions.TransactionAbortedException || failure is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 5 };

    private static void Write(string what, User user, string original) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {user.Id} {original}"));

    private static string Sha256(byte[] picture) => Convert.ToHexStringLower(SHA256.HashData(picture));
}
