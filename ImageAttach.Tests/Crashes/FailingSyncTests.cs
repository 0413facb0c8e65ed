using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Crashes;

/// <summary>The system call itself fails, in a process of its own: each of the syncs that an operation makes, one after the other.</summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class FailingSyncTests(DatabaseKind kind)
{
    private const int MaxSyncs = 30;

    [TestCase(5)]
    [TestCase(28)]
    public async Task An_operation_whose_nth_sync_fails_throws_and_changes_nothing(int error)
    {
        using TemporaryFolder folder = new();
        string library = BuildLibrary(folder.Path);
        await using CrashWorld world = await CrashWorld.OpenAsync(kind);
        int failures = 0;
        for (int nth = 1; ; nth++)
        {
            Assert.That(nth, Is.LessThan(MaxSyncs));
            using CrashSubject subject = world.Subject(new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = library,
                ["FAILING_SYNC_PATH"] = "/images",
                ["FAILING_SYNC_NTH"] = $"{nth}",
                ["FAILING_SYNC_ERROR"] = $"{error}",
            });
            string outcome = (await subject.RunAsync($"attempt replace own {nth}")).Single();
            string[] images = await world.ImagesAsync(nth);
            if (outcome == "ended")
            {
                Assert.That(images, Has.Length.EqualTo(1));
                break;
            }

            failures++;
            Assert.That(outcome, Is.EqualTo("threw ImageStoreException"));
            Assert.That(images, Is.Empty);
        }

        Assert.That(failures, Is.GreaterThanOrEqualTo(2), "the file and its folder are synced at least");
        await world.AssertPromisesAsync();
    }

    private static string BuildLibrary(string folder)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("This isn't Linux, so there is no LD_PRELOAD.");
        string source = Path.Combine(AppContext.BaseDirectory, "Crashes", "failing-sync.c"), library = Path.Combine(folder, "failing-sync.so");
        string? reason = null;
        foreach (string compiler in new[] { "cc", "clang", "gcc" })
        {
            reason = SystemCommand.TryRun(compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl");
            if (reason is null)
                return library;
        }

        Assert.Ignore($"No C compiler can build failing-sync.c here: {reason}");
        return library;
    }
}
