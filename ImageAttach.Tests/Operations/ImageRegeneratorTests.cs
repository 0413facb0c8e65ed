using System.Transactions;
using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations;

/// <summary>Thumbnails are made again, and replaced where they come out differently.</summary>
public sealed class ImageRegeneratorTests(DatabaseKind kind) : ShopTests(kind)
{
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];

    private UserPicture _original = null!;
    private UserPicture _small = null!;

    [SetUp]
    public async Task MakeThumbnails()
    {
        _original = await AttachAsync(Pictures.Jpeg(60, 40, seed: 1));
        _small = await User.Picture.GenerateThumbnailAsync(Db, width: 20, store: Store);
        await User.Picture.GenerateThumbnailAsync(Db, width: 30, store: Store);
    }

    [Test]
    public async Task What_comes_out_as_it_was_stays()
    {
        string[] before = World.Files;
        RegenerateReport report = await RegenerateAsync();
        Assert.That((report.Examined, report.Replaced, report.Unchanged, report.Problems.Count), Is.EqualTo((2, 0, 2, 0)));
        Assert.That(World.Files, Is.EqualTo(before));
    }

    [Test]
    public async Task What_was_made_one_by_one_or_with_sizes_that_are_gone_stays()
    {
        await User.Picture.RemoveAsync(Db, Store);
        await AttachAsync(Pictures.Jpeg(1200, 800, seed: 3));
        await User.Picture.GenerateThumbnailsAsync(Db, [150, 600, 700], Store);
        foreach (int width in new[] { 50, 300, 900 })
            await User.Picture.GenerateThumbnailAsync(Db, width, store: Store);
        await Db.ExecuteAsync("delete from user_picture where width = 600");
        RegenerateReport report = await RegenerateAsync();
        Assert.That((report.Examined, report.Replaced, report.Unchanged, report.Problems.Count), Is.EqualTo((5, 0, 5, 0)));
    }

    [Test]
    public async Task What_looks_different_is_replaced()
    {
        await User.Picture.RemoveAsync(Db, Store);
        await AttachAsync(Pictures.Jpeg(600, 400, seed: 3));
        UserPicture thumbnail = await User.Picture.GenerateThumbnailAsync(Db, width: 300, store: Store);
        await User.Picture.GenerateThumbnailAsync(Db, width: 100, store: Store);

        // As another version might have made it: intact, and showing something else.
        byte[] other = Pictures.Jpeg(300, 200, seed: 4);
        await File.WriteAllBytesAsync(Path.Combine(World.ImageFolder, thumbnail.Key.ToPath()), other);
        await Db.ExecuteAsync(
            "update user_picture set length = @length, sha256 = @sha256 where width = 300",
            new { length = other.Length, sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(other)) });
        RegenerateReport report = await RegenerateAsync();
        Assert.That((report.Replaced, report.Unchanged), Is.EqualTo((1, 1)));
        report = await RegenerateAsync();
        Assert.That((report.Replaced, report.Unchanged), Is.EqualTo((0, 2)));
    }

    [Test]
    public async Task A_lost_or_damaged_file_is_put_anew_under_another_name([Values] bool lost)
    {
        byte[] bytes = await _small.MakeBlobAsync(Store);
        string path = Path.Combine(World.ImageFolder, _small.Key.ToPath());
        if (lost)
            File.Delete(path);
        else
            await File.WriteAllBytesAsync(path, [1, 2, 3]);

        RegenerateReport report = await RegenerateAsync();

        Assert.That((report.Examined, report.Replaced, report.Unchanged), Is.EqualTo((2, 1, 1)));
        UserPicture again = await User.Picture.FindThumbnailAsync(Db, width: 20);
        Assert.That(again.Revision, Is.Not.EqualTo(_small.Revision));
        Assert.That(await again.MakeBlobAsync(Store), Is.EqualTo(bytes));
        await World.AssertRowsAndFilesAgreeAsync(User);
    }

    [Test]
    public async Task A_dry_run_counts_and_changes_nothing()
    {
        File.Delete(Path.Combine(World.ImageFolder, _small.Key.ToPath()));
        string[] before = World.Files;
        RegenerateReport report = await RegenerateAsync(new RegenerateOptions { DryRun = true });
        Assert.That((report.Examined, report.Replaced, report.Unchanged), Is.EqualTo((2, 1, 1)));
        Assert.That(World.Files, Is.EqualTo(before));
    }

    [Test]
    public async Task A_missing_or_broken_original_is_told_and_its_thumbnails_stay([Values] bool missing)
    {
        string path = Path.Combine(World.ImageFolder, _original.Key.ToPath());
        if (missing)
            File.Delete(path);
        else
            await File.WriteAllBytesAsync(path, [1, 2, 3]);
        string[] before = World.Files;

        RegenerateReport report = await RegenerateAsync();

        Assert.That(report.Examined, Is.Zero);
        Assert.That(report.Problems.Single(), Does.StartWith($"user_picture: {_original.Key}: "));
        Assert.That(World.Files, Is.EqualTo(before));
    }

    [Test]
    public async Task Progress_ends_at_the_number_of_rows()
    {
        List<RegenerateProgress> reports = [];
        await ImageRegenerator.RegenerateAsync(Db, Tables, Store, progress: new AtOnce(reports));
        Assert.That((reports[^1].Done, reports[^1].Total, reports[^1].ToString()), Is.EqualTo((3, 3, "3 of 3 rows")));
    }

    [Test]
    public void Misuse_is_told_before_anything_is_made()
    {
        Assert.That(() => RegenerateAsync(new RegenerateOptions { Parallelism = 0 }), Throws.ArgumentException.With.Message.Contains("1 to 128"));
        Assert.That(() => RegenerateAsync(new RegenerateOptions { Parallelism = 129 }), Throws.ArgumentException);
        using TransactionScope scope = new(TransactionScopeAsyncFlowOption.Enabled);
        Assert.That(() => RegenerateAsync(), Throws.InvalidOperationException);
    }

    private Task<RegenerateReport> RegenerateAsync(RegenerateOptions? options = null) =>
        ImageRegenerator.RegenerateAsync(Db, Tables, Store, options);

    private sealed class AtOnce(List<RegenerateProgress> reports) : IProgress<RegenerateProgress>
    {
        public void Report(RegenerateProgress value) => reports.Add(value);
    }
}
