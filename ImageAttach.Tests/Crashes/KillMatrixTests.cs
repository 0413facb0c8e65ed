using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Crashes;

/// <summary>TX-14: a process is killed at every moment between two effects. Rows keep their files, and one sweep removes the others.</summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class KillMatrixTests(DatabaseKind kind) : KillMatrix(kind, StoreKind.Disk)
{
    [Test]
    public Task TX_14_Attach([Values("own", "explicit", "ambient")] string front) => KillEverywhereAsync("attach", front, before: [], after: [New]);

    [Test]
    public Task TX_14_Replace([Values("own", "explicit", "ambient")] string front) => KillEverywhereAsync("replace", front, before: [Old], after: [New]);

    [Test]
    public Task TX_14_Remove([Values("own", "explicit", "ambient")] string front) => KillEverywhereAsync("remove", front, before: [Old], after: []);

    [Test]
    public Task TX_14_Rollback() => KillEverywhereAsync("rollback", "explicit", before: [Old], after: [Old]);

    [Test]
    public Task TX_14_Savepoint_rollback() => KillEverywhereAsync("savepoint", "explicit", before: [Old], after: [New]);

    [Test]
    public Task TX_14_Thumbnail([Values("own", "explicit", "ambient")] string front) => KillThumbnailAsync(front);

    [Test]
    public Task TX_14_Sweep() => KillSweepAsync();

    [Test]
    public Task TX_14_Migrate() => KillMigrationAsync();
}
