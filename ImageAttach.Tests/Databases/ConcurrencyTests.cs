using System.Data.Common;
using Dapper;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>Many workers at one set: one row, one file, and nobody gets an error.</summary>
public sealed class ConcurrencyTests(DatabaseKind kind) : ShopTests(kind)
{
    private const int Workers = 8;
    private const int Keys = 50;
    private const int Rounds = 20;

    private static readonly byte[] Picture = Pictures.Png(24, 16, seed: 1);

    [Test]
    public async Task TH_23_Eight_workers_times_fifty_keys_make_fifty_thumbnails_in_each_round()
    {
        User[] users = [.. Enumerable.Range(1, Keys).Select(id => new User { Id = id })];
        foreach (User user in users)
            await user.Picture.FromBlobAsync(Db, Picture, store: Store);

        for (int round = 1; round <= Rounds; round++)
        {
            int width = round;
            UserPicture[][] made = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
            {
                await using DbConnection db = await World.AnotherConnectionAsync();
                List<UserPicture> mine = [];
                foreach (User user in users)
                    mine.Add(await new User { Id = user.Id }.Picture.GenerateThumbnailAsync(db, width: width, store: Store));
                return mine.ToArray();
            })));

            Assert.That(made.SelectMany(mine => mine).Select(image => image.Key).Distinct().Count(), Is.EqualTo(Keys));
            Assert.That(await World.RowsAsync(), Is.EqualTo(Keys * (round + 1)));
            Assert.That(World.Files, Has.Length.EqualTo(Keys * (round + 1)));
        }
    }

    [Test]
    public async Task Workers_that_make_one_table_all_find_it_there()
    {
        for (int round = 0; round < 10; round++)
        {
            await Db.ExecuteAsync("drop table front_cover");
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
            {
                await using DbConnection db = await World.AnotherConnectionAsync();
                await db.CreateImageTableAsync<UserFrontCover>();
                Assert.That((await new User { Id = worker }.FrontCover.LoadAsync(db)).Images, Is.Empty);
            })));
        }
    }

    [Test]
    public async Task Workers_that_replace_one_picture_leave_one_original_and_its_file()
    {
        for (int round = 0; round < 10; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
            {
                await using DbConnection db = await World.AnotherConnectionAsync();
                await new User { Id = User.Id }.Picture.FromBlobAsync(db, Pictures.Png(8 + worker, 8, seed: worker), store: Store);
            })));
            await World.AssertRowsAndFilesAgreeAsync(User);
            Assert.That(User.Picture.Images, Has.Count.EqualTo(1), "the first round begins with an empty set, where there is nothing to lock yet");
            if (round % 2 == 0)
                await User.Picture.RemoveAsync(Db, Store);
        }
    }

    [Test]
    public async Task Workers_that_replace_make_and_remove_leave_rows_and_files_that_agree()
    {
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            Random random = new(worker);
            await using DbConnection db = await World.AnotherConnectionAsync();
            ImageSet<UserPicture> set = new User { Id = User.Id }.Picture;
            for (int i = 0; i < 30; i++)
            {
                try
                {
                    await (random.Next(4) switch
                    {
                        0 => set.FromBlobAsync(db, Pictures.Png(20, 10 + worker, seed: i), store: Store),
                        1 => set.RemoveAsync(db, Store),
                        _ => set.GenerateThumbnailAsync(db, width: random.Next(1, 6), store: Store),
                    });
                }
                catch (Exception failure) when (failure is ImageNotFoundException or ImageFileNotFoundException)
                {
                    // Removed or replaced by another worker: what the caller has to be told.
                }
            }
        })));
        await World.AssertRowsAndFilesAgreeAsync(User);
        Assert.That(User.Picture.Images.Count(image => image.Original), Is.LessThanOrEqualTo(1));
        Assert.That(User.Picture.Images.Any(image => !image.Original) && User.Picture.Original is null, Is.False, "no thumbnail without its original");
    }
}
