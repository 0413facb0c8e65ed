using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Crashes;

/// <summary>Several processes that add to one list at the same time: each photo gets a place, and none is lost.</summary>
[TestFixture(DatabaseKind.Sqlite)]
[TestFixture(DatabaseKind.MariaDb)]
[TestFixture(DatabaseKind.PostgreSql)]
public sealed class AddingProcessesTests(DatabaseKind kind)
{
    private const int Processes = 4;
    private const int EachAdds = 50;

    [Test]
    public async Task Two_hundred_photos_that_four_processes_add_at_the_same_time_are_two_hundred()
    {
        await using CrashWorld world = await CrashWorld.OpenAsync(kind, kind == DatabaseKind.Sqlite ? ";Default Timeout=600" : "");
        await world.Db.CreateImageTableAsync<PostPhoto>();
        CrashSubject[] subjects = [.. Enumerable.Range(0, Processes).Select(_ => world.Subject())];
        try
        {
            List<string>[] places = await Task.WhenAll(subjects.Select(subject => subject.RunAsync($"add 5 {EachAdds}")));
            int[] expected = [.. Enumerable.Range(1, Processes * EachAdds)];
            Assert.That(places.SelectMany(process => process).Select(int.Parse).Order(), Is.EqualTo(expected));
            MultipleImageSet<PostPhoto> photos = await new Post { Id = 5 }.Photos.LoadAsync(world.Db);
            Assert.That(photos.ImageSets.Select(set => set.RequireOriginal().OrderIndex), Is.EqualTo(expected));
        }
        finally
        {
            Array.ForEach(subjects, subject => subject.Dispose());
        }

        IImageTable[] tables = [Generated.ImageEntities.All.Single(table => table.ImageType == typeof(PostPhoto))];
        VerifyReport verified = await ImageVerifier.VerifyAsync(world.Db, tables, world.Store, new VerifyOptions { CheckHashes = true });
        Assert.That((verified.Examined, verified.Problems.Count), Is.EqualTo((Processes * EachAdds, 0)));
        SweepReport swept = await ImageSweeper.SweepAsync(world.Db, tables, world.Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        Assert.That((swept.Examined, swept.Removed), Is.EqualTo((Processes * EachAdds, 0)));
    }
}
