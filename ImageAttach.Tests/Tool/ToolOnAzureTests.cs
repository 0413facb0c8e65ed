using System.Diagnostics;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Tool;

/// <summary>From a folder into a container and on, by the tool.</summary>
public sealed class ToolOnAzureTests
{
    private const string Variable = "AZURE_STORAGE_CONNECTION_STRING";

    [Test]
    public async Task Files_move_into_a_container_and_are_verified_and_swept_there()
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        await ToolRun.MakeTablesAsync("sqlite", world.Database.ConnectionString);
        await using TestContainer container = await TestContainer.OpenAsync();
        User user = new() { Id = 7 };
        await user.Picture.FromBlobAsync(world.Db, Pictures.Jpeg(100, 80), store: world.Store);
        string azure = $"azure://{container.AccountName}/{TestContainer.Name}/{container.Prefix}";

        ToolRun migrate = await RunAsync("migrate", "--from", $"file://{world.ImageFolder}", "--to", azure);
        Assert.That(migrate.ExitCode, Is.Zero, migrate.Error);
        Assert.That(migrate.Output, Does.StartWith("1 images: 1 files copied").Or.StartWith("1 image: 1 file copied"));
        Assert.That((await RunAsync("verify", "--store", azure, "--check-hashes")).ExitCode, Is.Zero);
        Assert.That((await RunAsync("sweep", "--store", azure, "--older-than", "0")).ExitCode, Is.Zero);
        Assert.That(await user.Picture.MakeBlobAsync(world.Db, container.Store()), Is.EqualTo(Pictures.Jpeg(100, 80)));

        async Task<ToolRun> RunAsync(params string[] arguments)
        {
            using Process process = ToolRun.Start(
                ["--assembly", ToolRun.Application, "--provider", "sqlite", "--connection", world.Database.ConnectionString, .. arguments],
                (Variable, container.ConnectionString));
            return await ToolRun.EndAsync(process);
        }
    }

    [Test]
    public async Task An_account_that_cannot_be_used_is_reported_without_its_key()
    {
        using Process process = ToolRun.Start(
            ["--assembly", ToolRun.Application, "--provider", "sqlite", "--connection", "Data Source=x.db", "verify", "--store", "azure://shopimages/pictures"],
            (Variable, "AccountName=other;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net"));
        ToolRun run = await ToolRun.EndAsync(process);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("'other'").And.Not.Contain("c2VjcmV0").And.Not.Contain("   at "));
    }
}
