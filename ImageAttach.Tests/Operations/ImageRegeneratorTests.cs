using System.Transactions;
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
        // Of one decode, as the regenerator makes them.
        _small = (await User.Picture.GenerateThumbnailsAsync(Db, [20, 30], Store))[0];
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
        List<RegenerateProgress> told = [];
        await ImageRegenerator.RegenerateAsync(Db, Tables, Store, progress: new AtOnce(told));
        Assert.That(told[^1], Is.EqualTo(new RegenerateProgress(3, 3)));
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

    private sealed class AtOnce(List<RegenerateProgress> told) : IProgress<RegenerateProgress>
    {
        public void Report(RegenerateProgress value) => told.Add(value);
    }
}
