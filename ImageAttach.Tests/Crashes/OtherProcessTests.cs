using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Crashes;

/// <summary>TX-10: what another process does has no effect on pending files. SQLite has but one writer at a time.</summary>
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class OtherProcessTests(DatabaseKind kind)
{
    [Test]
    public async Task TX_10_Another_process_that_commits_rolls_back_or_is_killed_leaves_pending_files_alone([Values] bool commits)
    {
        await using CrashWorld world = await CrashWorld.OpenAsync(kind);

        // Neighbours, which keep MySQL's gap locks narrow.
        foreach (int neighbour in Enumerable.Range(1, 9))
            await new User { Id = neighbour }.Picture.FromBlobAsync(world.Db, CrashWorld.Pictures[0], store: world.Store);
        User pending = new() { Id = 100 };
        await using (ImageTransaction tx = await world.Db.BeginImageTransactionAsync())
        {
            UserPicture picture = await pending.Picture.FromBlobAsync(world.Db, CrashWorld.Pictures[1], store: world.Store, transaction: tx);
            foreach (string command in new[] { "trace replace own 2", "trace remove explicit 4", "trace rollback explicit 6", "trace savepoint explicit 8" })
            {
                using CrashSubject subject = world.Subject();
                await subject.RunAsync(command);
            }

            using (CrashSubject subject = world.Subject())
                await subject.DieAsync("kill replace explicit 2 Committed 1");
            Assert.That(await picture.MakeBlobAsync(world.Store), Is.EqualTo(CrashWorld.Pictures[1]), "while it is pending");
            if (commits)
                await tx.CommitAsync();
        }

        Assert.That(await world.ImagesAsync(100), Has.Length.EqualTo(commits ? 1 : 0));
        await world.AssertPromisesAsync();
    }
}
