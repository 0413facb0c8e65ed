using System.Globalization;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Crashes;

/// <summary>
/// TX-14: four actors work in one process, which is killed at a random moment after a random number of finished operations, again and again on
/// the same rows and files. IMAGEATTACH_RANDOM_KILLS says how many times; default: 8 on each database.
/// </summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class RandomKillTests(DatabaseKind kind)
{
    private const string Nothing = "-";
    private const string SharedOwner = "1000"; // as in CrashSubject.Actors
    private const int MaxOperations = 60;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("IMAGEATTACH_RANDOM_KILLS") ?? "8", CultureInfo.InvariantCulture);

    // What each owner's original may be: one thing after an operation's end, one of two in the middle of it.
    private readonly Dictionary<int, HashSet<string>> _model = [];

    [Test]
    public async Task TX_14_Killed_at_any_moment_every_owner_has_what_he_had_or_what_he_was_to_get()
    {
        int seed = TestContext.CurrentContext.Random.Next();
        Random random = new(seed);
        await TestContext.Out.WriteLineAsync($"Seed {seed}.");
        await using CrashWorld world = await CrashWorld.OpenAsync(kind);
        long operations = 0, swept = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using (CrashSubject subject = world.Subject())
                operations += Learn(await subject.KillAsync($"act {random.Next()}", operations: random.Next(1, MaxOperations + 1), random));
            await world.WaitForSessionsAsync();
            await AssertModelAsync(world);
            swept += (await world.AssertPromisesAsync()).Removed;
        }

        await TestContext.Out.WriteLineAsync($"| {kind} | {Kills} kills | {operations} operations ended | {swept} files without a row were swept |");
        Assert.That(operations, Is.GreaterThanOrEqualTo(Kills));
    }

    private int Learn(string[] lines)
    {
        foreach (string[] words in lines.Select(line => line.Split(' ')))
        {
            if (words is not [string what, string number, string original] || number == SharedOwner)
                continue;
            int owner = int.Parse(number, CultureInfo.InvariantCulture);
            if (!_model.TryGetValue(owner, out HashSet<string>? possible))
                _model[owner] = possible = [Nothing];
            if (what == "end")
                possible.Clear();
            possible.Add(original);
        }

        return lines.Count(line => line.StartsWith("end", StringComparison.Ordinal));
    }

    private async Task AssertModelAsync(CrashWorld world)
    {
        foreach ((int owner, HashSet<string> possible) in _model)
        {
            string[] images = await world.ImagesAsync(owner);
            string original = images.Length == 0 ? Nothing : images[0].Split(' ')[1];
            Assert.That(possible, Does.Contain(original), $"owner {owner}");
            possible.Clear();
            possible.Add(original);
        }
    }
}
