using Dapper;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Tool;

/// <summary>The operator's tool on a table that lies in a schema. It runs on the tests' own assembly, because the schema is part of the type.</summary>
internal sealed class ToolInSchemaTests
{
    private ShopWorld _world = null!;
    private TemporaryFolder _folder = null!;

    private string Source => $"file://{_world.ImageFolder}";

    // Tests that use the schema at the same time wait for each other.
    [SetUp]
    public async Task CreateSchema()
    {
        (_world, _folder) = (await ShopWorld.OpenAsync(DatabaseKind.PostgreSql), new TemporaryFolder());
        await _world.Db.ExecuteAsync("select pg_advisory_lock(hashtext('imageattach_vault'))", commandTimeout: 400);
        await _world.Db.ExecuteAsync("drop schema if exists imageattach_vault cascade");
        await _world.Db.ExecuteAsync("create schema imageattach_vault");
    }

    [TearDown]
    public async Task DropSchema()
    {
        if (_world is null)
            return;
        await _world.Db.ExecuteAsync("drop schema imageattach_vault cascade");
        await _world.Db.ExecuteAsync("select pg_advisory_unlock(hashtext('imageattach_vault'))");
        await _world.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_missing_table_is_reported_with_its_schema()
    {
        ToolRun run = await RunAsync("verify", "--store", $"file://{_folder.Path}");
        Assert.That(run.ExitCode, Is.EqualTo(4), run.Error);
        Assert.That(run.Error, Does.Contain("no table 'imageattach_vault.vault_picture'"));
    }

    [Test]
    public async Task A_table_is_created_compared_verified_and_migrated()
    {
        Assert.That((await RunAsync("create-tables")).Output, Is.EqualTo("1 table is there: imageattach_vault.vault_picture.\n"));
        Assert.That((await RunAsync("create-tables", "--check")).Output, Is.EqualTo("1 table, 0 differences.\n"));
        ImageSubset<VaultPicture> set = new Vault { Id = 1 }.Pictures.GetImageSet(number: 1);
        VaultPicture picture = await set.FromBlobAsync(_world.Db, Pictures.Jpeg(40, 30, seed: 1), store: _world.Store);
        await set.GenerateThumbnailAsync(_world.Db, width: 20, store: _world.Store);

        ToolRun verified = await RunAsync("verify", "--store", Source);
        Assert.That((verified.ExitCode, verified.Output), Is.EqualTo((0, "2 rows, 0 problems.\n")), verified.Error);
        ToolRun migrated = await RunAsync("migrate", "--from", Source, "--to", $"file://{Path.Combine(_folder.Path, "new")}");
        Assert.That(migrated.Output, Does.StartWith("2 images: 2 files copied"), migrated.Error);
        await _world.Store.DeleteAsync(picture.Key);
        Assert.That((await RunAsync("verify", "--store", Source)).Output, Does.Contain($"imageattach_vault.vault_picture: {picture.Key}: the file is missing"));
    }

    private Task<ToolRun> RunAsync(string command, params string[] arguments) => ToolRun.InPipesAsync(
        ["--assembly", typeof(VaultPicture).Assembly.Location, "--provider", "postgresql", "--connection", _world.Database.ConnectionString, command, .. arguments, "--type", nameof(VaultPicture)]);
}
