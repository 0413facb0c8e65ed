using System.Diagnostics;
using System.Globalization;
using Dapper;
using ImageAttach.Tests.Imaging;
using Shop;

namespace ImageAttach.Tests.Crashes;

/// <summary>
/// Two application processes attach pictures and make their thumbnails by Hangfire, and are killed again and again: every picture ends with
/// all its thumbnails. IMAGEATTACH_QUEUE_ATTACHES says how many pictures; default: 60.
/// </summary>
public sealed class QueueKillTests
{
    // 20 and 30 wide.
    private const int Thumbnails = 2;

    private static readonly int Attaches = int.Parse(Environment.GetEnvironmentVariable("IMAGEATTACH_QUEUE_ATTACHES") ?? "60", CultureInfo.InvariantCulture);
    private static readonly byte[][] Photos = [.. Enumerable.Range(1, 5).Select(seed => Pictures.Jpeg(60, 40, seed))];

    // Far longer than a busy machine pauses between two thumbnails, and shorter than what build/test allows one test.
    private static readonly TimeSpan MaxStandstill = TimeSpan.FromMinutes(8);

    [Test]
    public async Task Killed_between_the_commit_and_the_queue_a_picture_gets_its_thumbnails_all_the_same()
    {
        await using QueueWorld world = await QueueWorld.OpenAsync();
        Assert.That(await (await world.PickAsync()).TryAttachAsync(1, Photos[0], andDie: true), Is.False);
        Assert.That(await world.HasPictureAsync(1), Is.True, "committed before it was killed");
        await WaitForThumbnailsAsync(world, pictures: 1);
        await AssertThumbnailsAsync(world, pictures: 1);
        await world.AssertPromisesAsync();
    }

    [Test]
    public async Task However_processes_are_killed_every_picture_ends_with_all_its_thumbnails_and_none_twice()
    {
        int seed = TestContext.CurrentContext.Random.Next();
        Random random = new(seed);
        long began = Stopwatch.GetTimestamp();
        await TestContext.Out.WriteLineAsync($"Seed {seed}.");
        await using QueueWorld world = await QueueWorld.OpenAsync();
        Kill[] kills = [.. Enumerable.Range(0, Attaches).Select(i => (i % 30) switch { 0 => Kill.InTheGap, 1 or 2 => Kill.AtRandom, _ => Kill.Not })];
        random.Shuffle(kills);
        Plan[] plans = [.. kills.Select((kill, i) => new Plan(i + 1, kill))];
        await Parallel.ForEachAsync(plans, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (plan, _) => await AttachAsync(world, plan));
        TimeSpan attached = Stopwatch.GetElapsedTime(began);
        await WaitForThumbnailsAsync(world, Attaches);
        TimeSpan done = Stopwatch.GetElapsedTime(began);

        string jobs = await world.JobsAsync();
        await AssertThumbnailsAsync(world, Attaches);
        SweepReport swept = await world.AssertPromisesAsync();
        await TestContext.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {Attaches} | {plans.Count(plan => plan.Kill == Kill.InTheGap)} | {plans.Count(plan => plan.Kill == Kill.AtRandom)} | {swept.Removed} | attached in {attached.TotalSeconds:F0} s, all made in {done.TotalSeconds:F0} s | {jobs} |"));
    }

    // Who isn't told that a picture was attached tries again, with the other process. Only what died in the gap stays as it is.
    private static async Task AttachAsync(QueueWorld world, Plan plan)
    {
        byte[] photo = Photos[plan.User % Photos.Length];
        while (true)
        {
            QueueSubject subject = await world.PickAsync();
            bool isTold = await subject.TryAttachAsync(plan.User, photo, andDie: plan.Kill == Kill.InTheGap);
            if (!isTold || plan.Kill == Kill.AtRandom)
                await world.ReplaceAsync(subject);
            if (isTold || (plan.Kill == Kill.InTheGap && await world.HasPictureAsync(plan.User)))
                return;
        }
    }

    private static async Task WaitForThumbnailsAsync(QueueWorld world, int pictures)
    {
        (long since, int before) = (Stopwatch.GetTimestamp(), 0);
        while ((await world.ImagesAsync()) is var images && (images.Count < pictures || images.Values.Any(count => count < 1 + Thumbnails)))
        {
            int made = images.Values.Sum();
            if (made != before)
                (since, before) = (Stopwatch.GetTimestamp(), made);
            else if (Stopwatch.GetElapsedTime(since) > MaxStandstill)
                Assert.Fail($"{images.Values.Count(count => count < 1 + Thumbnails)} of {pictures} pictures lack thumbnails. {await world.JobsAsync()}");
            await Task.Delay(100);
        }
    }

    private static async Task AssertThumbnailsAsync(QueueWorld world, int pictures)
    {
        string[] expected = [.. Enumerable.Range(1, pictures).SelectMany(user => new[] { 20, 30, 60 }.Select(width => $"{user} {width}"))];
        Assert.That(await world.Db.QueryAsync<string>("select user_id || ' ' || width from user_picture"), Is.EquivalentTo(expected));
    }

    private enum Kill
    {
        Not,
        AtRandom,
        InTheGap,
    }

    private sealed record Plan(int User, Kill Kill);
}
