using System.Data.Common;
using ImageAttach;
using ImageAttach.Generated;
using Shop;

namespace CrashSubject;

/// <summary>What can be interrupted, by name.</summary>
internal static class Operation
{
    private static readonly SweepOptions EverythingAtOnce = new() { OlderThan = TimeSpan.Zero, AllowMassDeletion = true };

    /// <summary>Runs an operation as a transaction of its own, in an <see cref="ImageTransaction"/>, or in an ambient one.</summary>
    public static async Task RunAsync(Stage stage, string operation, string front, int user)
    {
        switch (front)
        {
            case "explicit":
                await using (DbConnection db = await stage.OpenAsync())
                {
                    await using ImageTransaction tx = await db.BeginImageTransactionAsync();
                    await RunAsync(stage, operation, new User { Id = user }, db, tx);
                    if (!tx.IsEnded)
                        await tx.CommitAsync();
                }

                break;
            case "ambient":
                await using (ImageScope scope = new(isolationLevel: System.Transactions.IsolationLevel.Serializable))
                {
                    await using DbConnection db = await stage.OpenAsync();
                    await RunAsync(stage, operation, new User { Id = user }, db, null);
                    scope.Complete();
                }

                break;
            default:
                await using (DbConnection db = await stage.OpenAsync())
                    await RunAsync(stage, operation, new User { Id = user }, db, null);
                break;
        }
    }

    public static async Task RunAsync(Stage stage, string operation, User user, DbConnection db, ImageTransaction? tx)
    {
        switch (operation)
        {
            case "attach" or "replace":
                await user.Picture.FromBlobAsync(db, stage.Pictures[1], store: stage.Store, transaction: tx);
                break;
            case "thumbnail":
                await user.Picture.GenerateThumbnailAsync(db, width: 30, store: stage.Store, transaction: tx);
                break;
            case "remove":
                await user.Picture.RemoveAsync(db, stage.Store, tx);
                break;
            case "rollback":
                await user.Picture.FromBlobAsync(db, stage.Pictures[1], store: stage.Store, transaction: tx);
                await tx!.RollbackAsync();
                break;
            case "savepoint":
                await user.Picture.FromBlobAsync(db, stage.Pictures[1], store: stage.Store, transaction: tx);
                await using (ImageSavepoint savepoint = await tx!.SaveAsync())
                {
                    await user.Picture.FromBlobAsync(db, stage.Pictures[2], store: stage.Store, transaction: tx);
                    await savepoint.RollbackAsync();
                }

                break;
            case "sweep":
                await ImageSweeper.SweepAsync(db, ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture)), stage.Store, EverythingAtOnce);
                break;
            case "migrate":
                await ImageMigration.PlanFor<UserPicture>(db, stage.Store, stage.NewStore).ExecuteAsync();
                break;
            default:
                throw new ArgumentException($"There is no operation '{operation}'.", nameof(operation));
        }
    }
}
