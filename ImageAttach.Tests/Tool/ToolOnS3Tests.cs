using System.Diagnostics;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Tool;

/// <summary>From a folder into a bucket and on, by the tool.</summary>
public sealed class ToolOnS3Tests
{
    [Test]
    public async Task Files_move_into_a_bucket_and_are_verified_and_swept_there()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        await ToolRun.MakeTablesAsync("sqlite", world.Database.ConnectionString);
        await using TestBucket bucket = await TestBucket.OpenAsync();
        User user = new() { Id = 7 };
        await user.Picture.FromBlobAsync(world.Db, Pictures.Jpeg(100, 80), store: world.Store);
        await user.Picture.GenerateThumbnailAsync(world.Db, width: 50, store: world.Store);
        string s3 = $"s3://{TestBucket.Name}/{bucket.Prefix}?endpoint={Uri.EscapeDataString(bucket.Endpoint.AbsoluteUri)}&region={bucket.Region}";

        ToolRun migrate = await RunAsync("migrate", "--from", $"file://{world.ImageFolder}", "--to", s3);
        Assert.That(migrate.ExitCode, Is.Zero, migrate.Error);
        Assert.That(migrate.Output, Does.StartWith("2 images: 2 files copied"));
        Assert.That((await RunAsync("migrate", "--from", $"file://{world.ImageFolder}", "--to", s3)).Output, Does.Contain("0 files copied").And.Contain("2 there already"));
        Assert.That((await RunAsync("verify", "--store", s3, "--check-hashes")).Output, Is.EqualTo("2 rows, 0 problems.\n"));
        Assert.That((await RunAsync("sweep", "--store", s3, "--older-than", "0")).Output, Does.StartWith("2 files: 0 without a row removed"));
        S3Store store = new(bucket.Options(options => options.Prefix = bucket.Prefix));
        Assert.That(await user.Picture.MakeBlobAsync(world.Db, store), Is.EqualTo(Pictures.Jpeg(100, 80)));

        async Task<ToolRun> RunAsync(params string[] arguments)
        {
            using Process process = ToolRun.Start(
                ["--assembly", ToolRun.Application, "--provider", "sqlite", "--connection", world.Database.ConnectionString, .. arguments],
                ("AWS_ACCESS_KEY_ID", bucket.AccessKey),
                ("AWS_SECRET_ACCESS_KEY", bucket.SecretKey));
            return await ToolRun.EndAsync(process);
        }
    }

    [Test]
    public async Task A_bucket_that_cannot_be_reached_is_told_without_its_secrets()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        using Process process = ToolRun.Start(
            ["--assembly", ToolRun.Application, "--provider", "sqlite", "--connection", world.Database.ConnectionString, "verify", "--store", "s3://shop-images?endpoint=http://127.0.0.1:1&region=us-east-1"],
            ("AWS_ACCESS_KEY_ID", "shop"),
            ("AWS_SECRET_ACCESS_KEY", "geheim"));
        ToolRun run = await ToolRun.EndAsync(process);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((4, "")));
        Assert.That(run.Error, Does.Contain("shop-images").And.Contain("can't be reached").And.Not.Contain("geheim").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Credentials_that_are_not_set_are_asked_for()
    {
        using Process process = ToolRun.Start(
            ["--assembly", ToolRun.Application, "--provider", "sqlite", "--connection", "Data Source=x.db", "verify", "--store", "s3://shop-images"], ("AWS_SECRET_ACCESS_KEY", ""));
        ToolRun run = await ToolRun.EndAsync(process);
        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain("AWS_SECRET_ACCESS_KEY"));
    }
}
