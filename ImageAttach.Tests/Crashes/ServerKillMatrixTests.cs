using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Crashes;

/// <summary>
/// TX-14 with files on a server: a process is also killed before each request that puts or deletes, when half of it was sent, and when it was answered and nobody
/// has seen the answer. Which transaction the rows are in makes no difference to these points.
/// </summary>
[TestFixture(StoreKind.S3)]
[TestFixture(StoreKind.Azure)]
public sealed class ServerKillMatrixTests(StoreKind store) : KillMatrix(DatabaseKind.Sqlite, store)
{
    [Test]
    public Task TX_14_Attach() => KillEverywhereAsync("attach", "own", before: [], after: [New]);

    [Test]
    public Task TX_14_Replace() => KillEverywhereAsync("replace", "own", before: [Old], after: [New]);

    [Test]
    public Task TX_14_Remove() => KillEverywhereAsync("remove", "own", before: [Old], after: []);

    [Test]
    public Task TX_14_Rollback() => KillEverywhereAsync("rollback", "explicit", before: [Old], after: [Old]);

    [Test]
    public Task TX_14_Thumbnail() => KillThumbnailAsync("own");

    [Test]
    public Task TX_14_Sweep() => KillSweepAsync();

    [Test]
    public Task TX_14_Migrate() => KillMigrationAsync();
}
