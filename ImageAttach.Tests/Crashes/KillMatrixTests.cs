using System.Security.Cryptography;
using Dapper;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Crashes;

/// <summary>TX-14: a process is killed at every moment between two effects. Rows keep their files, and one sweep removes the others.</summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class KillMatrixTests(DatabaseKind kind)
{
    private static readonly string Old = $"60 {Sha256(CrashWorld.Pictures[0])}";
    private static readonly string New = $"60 {Sha256(CrashWorld.Pictures[1])}";

    private CrashWorld? _world;
    private int _user;

    private CrashWorld World => _world!;

    [OneTimeSetUp]
    public async Task OpenWorld() => _world = await CrashWorld.OpenAsync(kind);

    [OneTimeTearDown]
    public ValueTask CloseWorld() => _world?.DisposeAsync() ?? ValueTask.CompletedTask;

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
    public async Task TX_14_Thumbnail([Values("own", "explicit", "ambient")] string front)
    {
        User user = await PrepareAsync([Old]);
        UserPicture thumbnail = await user.Picture.GenerateThumbnailAsync(World.Db, width: 30, store: World.Store);
        await KillEverywhereAsync("thumbnail", front, before: [Old], after: [Old, $"30 {thumbnail.Sha256}"]);
    }

    [Test]
    public async Task TX_14_Sweep()
    {
        await KillEverywhereAsync("sweep", "own", before: [Old], after: [Old], async () =>
        {
            for (int orphan = 0; orphan < 3; orphan++)
            {
                StoreKey key = new("user-picture", ObjectId.From(orphan), 1, 1, "image/jpeg", Guid.NewGuid().ToString("N"));
                await World.Store.PutAsync(key, new MemoryStream(CrashWorld.Pictures[0]), reproducible: false);
            }
        });
    }

    // Of one picture: several are copied at a time, and the points would come in any order.
    [Test]
    public Task TX_14_Migrate() => KillEverywhereAsync(
        "migrate",
        "own",
        before: [Old],
        after: [Old],
        prepare: () => World.Db.ExecuteAsync("delete from user_picture where user_id <> @_user", new { _user }),
        lookAgain: World.AssertMigratesAsync);

    private async Task KillEverywhereAsync(
        string operation, string front, string[] before, string[] after, Func<Task>? prepare = null, Func<Task>? lookAgain = null)
    {
        List<string> points = await TraceAsync();
        bool commits = points.Contains("Committed");
        for (int i = 0; i < points.Count; i++)
        {
            User user = await PrepareAsync(before);
            await (prepare?.Invoke() ?? Task.CompletedTask);
            int nth = points.Take(i + 1).Count(points[i].Equals);
            using (CrashSubject subject = World.Subject())
                await subject.DieAsync($"kill {operation} {front} {user.Id} {points[i]} {nth}");
            await World.WaitForSessionsAsync();
            bool isCommitted = commits && points.Take(i + 1).Contains("Committed");
            Assert.That(await World.ImagesAsync(user.Id), Is.EqualTo(isCommitted ? after : before), $"killed at {points[i]} {nth}");
            await World.AssertPromisesAsync();
            await (lookAgain?.Invoke() ?? Task.CompletedTask);
        }

        await TestContext.Out.WriteLineAsync($"| {kind} | {operation} | {front} | {points.Count} kills: {string.Join(", ", points)} |");
        Assert.That(points, Is.Not.Empty);

        async Task<List<string>> TraceAsync()
        {
            User user = await PrepareAsync(before);
            await (prepare?.Invoke() ?? Task.CompletedTask);
            using CrashSubject subject = World.Subject();
            List<string> reached = await subject.RunAsync($"trace {operation} {front} {user.Id}");
            Assert.That(await World.ImagesAsync(user.Id), Is.EqualTo(after));
            await (lookAgain?.Invoke() ?? Task.CompletedTask);
            return reached;
        }
    }

    private async Task<User> PrepareAsync(string[] before)
    {
        User user = new() { Id = ++_user };
        if (before.Length > 0)
            await user.Picture.FromBlobAsync(World.Db, CrashWorld.Pictures[0], store: World.Store);
        return user;
    }

    private static string Sha256(byte[] picture) => Convert.ToHexStringLower(SHA256.HashData(picture));
}
