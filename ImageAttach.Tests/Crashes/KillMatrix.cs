using System.Security.Cryptography;
using Dapper;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Crashes;

/// <summary>Kills a process at every moment between two effects of an operation, and looks at what is left.</summary>
public abstract class KillMatrix(DatabaseKind kind, StoreKind store)
{
    private CrashWorld? _world;
    private int _user;

    /// <summary>The image that users have before, as <see cref="CrashWorld.ImagesAsync"/> gives it.</summary>
    protected static string Old { get; } = $"60 {Sha256(CrashWorld.Pictures[0])}";

    /// <summary>The image that they get.</summary>
    protected static string New { get; } = $"60 {Sha256(CrashWorld.Pictures[1])}";

    private CrashWorld World => _world!;

    [OneTimeSetUp]
    public async Task OpenWorld() => _world = await CrashWorld.OpenAsync(kind, store: store);

    [OneTimeTearDown]
    public ValueTask CloseWorld() => _world?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected async Task KillThumbnailAsync(string front)
    {
        User user = await PrepareAsync([Old]);
        UserPicture thumbnail = await user.Picture.GenerateThumbnailAsync(World.Db, width: 30, store: World.Store);
        await KillEverywhereAsync("thumbnail", front, before: [Old], after: [Old, $"30 {thumbnail.Sha256}"]);
    }

    protected Task KillSweepAsync() => KillEverywhereAsync("sweep", "own", before: [Old], after: [Old], async () =>
    {
        for (int orphan = 0; orphan < 3; orphan++)
        {
            StoreKey key = new("user-picture", ObjectId.From(orphan), 1, 1, "image/jpeg", Guid.NewGuid().ToString("N"));
            await World.Store.PutAsync(key, new MemoryStream(CrashWorld.Pictures[0]), reproducible: false);
        }
    });

    // Of one picture: several are copied at a time, and the points would come in any order.
    protected Task KillMigrationAsync() => KillEverywhereAsync(
        "migrate",
        "own",
        before: [Old],
        after: [Old],
        prepare: () => World.Db.ExecuteAsync("delete from user_picture where user_id <> @_user", new { _user }),
        lookAgain: World.AssertMigratesAsync);

    protected async Task KillEverywhereAsync(
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

        await TestContext.Out.WriteLineAsync($"| {kind} | {store} | {operation} | {front} | {points.Count} kills: {string.Join(", ", points)} |");
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
