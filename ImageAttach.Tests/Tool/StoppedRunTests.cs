using System.Diagnostics;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Tool;

/// <summary>Runs of the tool that end before they are done, by Ctrl-C or by being killed.</summary>
public sealed class StoppedRunTests
{
    private const int Images = 1_500;

    [TestCase("INT", 130)]
    [TestCase("KILL", 137)]
    public async Task A_migration_that_is_stopped_halfway_is_gone_on_with_and_ends_complete(string signal, int exitCode)
    {
        await using ShopWorld world = await ShopWorld.OpenAsync();
        await ToolRun.MakeTablesAsync("sqlite", world.Database.ConnectionString);
        using TemporaryFolder folder = new();
        await AttachManyAsync(world);
        string destination = Path.Combine(folder.Path, "new");
        string[] arguments =
        [
            "--assembly", ToolRun.Application, "--provider", "sqlite", "--connection", world.Database.ConnectionString,
            "migrate", "--from", $"file://{world.ImageFolder}", "--to", $"file://{destination}", "--parallelism", "2",
        ];
        using (Process process = ToolRun.Start(arguments))
        {
            // The first tenth is told of; by then the others are still to come.
            string? line = await process.StandardError.ReadLineAsync();
            Assert.That(line, Does.StartWith("Migrating: "));
            using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
            ToolRun stopped = await ToolRun.EndAsync(process);
            Assert.That(stopped.ExitCode, Is.EqualTo(exitCode), stopped.Error);
            if (signal == "INT")
                Assert.That(stopped.Error, Does.EndWith("Stopped. What was done by now stays; run the same command again to go on.\n"));
        }

        int copied = Directory.EnumerateFiles(destination, "*.png", SearchOption.AllDirectories).Count();
        Assert.That(copied, Is.GreaterThan(0).And.LessThan(Images));
        ToolRun again = await ToolRun.InPipesAsync(arguments);
        Assert.That(again.ExitCode, Is.Zero, again.Error);
        Assert.That(again.Output, Does.StartWith($"1,500 images: {Images - copied:N0} files copied").And.Contain($"{copied:N0} there already"));
        ToolRun verified = await ToolRun.InPipesAsync([.. arguments[..6], "verify", "--store", $"file://{destination}", "--check-hashes"]);
        Assert.That(verified.Output, Does.EndWith("1,500 rows, 0 problems.\n"));
    }

    private static async Task AttachManyAsync(ShopWorld world)
    {
        byte[] picture = Pictures.Png(8, 6);
        string sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(picture));
        await using System.Data.Common.DbTransaction transaction = await world.Db.BeginTransactionAsync();
        for (int id = 1; id <= Images; id++)
        {
            StoreKey key = new(new UserPicture().ObjectType, ObjectId.From(id), 8, 6, "image/png", $"{id:d32}");
            string path = Path.Combine(world.ImageFolder, key.ToPath());
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, picture);
            await world.Db.ExecuteAsync(
                "insert into user_picture (user_id, width, height, mimetype, original, created_at, revision, length, sha256) values (@id, 8, 6, 'image/png', 1, current_timestamp, @Revision, @Length, @sha256)",
                new { id, key.Revision, picture.Length, sha256 },
                transaction);
        }

        await transaction.CommitAsync();
    }
}
