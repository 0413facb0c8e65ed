using System.Data.Common;
using ImageAttach.Diagnostics;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Transactions;

/// <summary>A rollback that the database doesn't answer proves nothing: statements may have been committed by what lies between.</summary>
public sealed class UnansweredRollbackTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly byte[] Old = Pictures.Jpeg(60, 40, seed: 1);
    private static readonly byte[] New = Pictures.Jpeg(60, 40, seed: 2);

    [TearDown]
    public void Clear() => Fault.Reached = null;

    [Test]
    public async Task The_file_of_a_row_that_was_committed_beneath_stays([Values] bool replaces)
    {
        if (replaces)
            await AttachAsync(Old);
        await using DbConnection db = World.Database.Connect(Kind == DatabaseKind.MariaDb ? "IgnoreCommandTransaction=True" : "");
        await db.OpenAsync();
        Fault.Reached = point =>
        {
            if (point == FaultPoint.RowInserted)
                CommitAndLose(db);
        };
        Assert.That(() => User.Picture.FromBlobAsync(db, New, store: Store), Throws.TypeOf<IOException>());
        Fault.Reached = null;
        Assert.That(await User.Picture.MakeBlobAsync(Db, Store), Is.EqualTo(New));
        await ImageSweeper.SweepAsync(Db, Generated.ImageEntities.All, Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    // As a wrapper or a proxy does that repeats statements on another session, outside of the transaction, and then loses that as well.
    private static void CommitAndLose(DbConnection db)
    {
        using (DbCommand commit = db.CreateCommand())
        {
            commit.CommandText = "commit";
            commit.ExecuteNonQuery();
        }

        try
        {
            db.Close();
        }
        catch (DbException)
        {
            // The transaction that it would roll back has ended.
        }

        throw new IOException("The session was lost.");
    }
}
