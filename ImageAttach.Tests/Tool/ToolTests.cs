using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Dapper;
using ImageAttach.Databases;
using ImageAttach.Stores;
using ImageAttach.Tests.Databases;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Tool;

/// <summary>The operator's tool as a process, on every database.</summary>
public sealed class ToolTests(DatabaseKind kind) : ShopTests(kind)
{
    private TemporaryFolder _folder = null!;

    private string Provider => Kind switch { DatabaseKind.MariaDb => "mariadb", DatabaseKind.PostgreSql => "postgresql", _ => "sqlite" };

    private string Source => $"file://{World.ImageFolder}";

    private string Destination => $"file://{Path.Combine(_folder.Path, "new")}";

    [SetUp]
    public async Task AttachPictures()
    {
        _folder = new TemporaryFolder();
        await ToolRun.MakeTablesAsync(Provider, World.Database.ConnectionString);
        foreach (int id in new[] { 1, 2 })
        {
            User user = new() { Id = id };
            await user.Picture.FromBlobAsync(Db, Pictures.Jpeg(100, 80, seed: id), store: Store);
            await user.Picture.GenerateThumbnailAsync(Db, width: 50, store: Store);
        }
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Migrate_copies_tells_and_skips_the_next_time()
    {
        ToolRun run = await RunAsync("migrate", "--from", Source, "--to", Destination, "--parallelism", "1");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "Migrating: 1 of 4\nMigrating: 2 of 4\nMigrating: 3 of 4\nMigrating: 4 of 4\n")));
        Assert.That(run.Output, Does.StartWith("4 images: 4 files copied").And.EndWith("0 there already, 0 converted, 0 problems.\n"));
        FileSystemStore destination = new(Path.Combine(_folder.Path, "new"));
        Assert.That(await new User { Id = 1 }.Picture.MakeBlobAsync(Db, destination), Is.EqualTo(Pictures.Jpeg(100, 80, seed: 1)));

        JsonElement again = Json(await RunAsync("migrate", "--from", Source, "--to", Destination, "--json"));
        Assert.That((again.GetProperty("copied").GetInt64(), again.GetProperty("skipped").GetInt64()), Is.EqualTo((0L, 4L)));
    }

    [Test]
    public async Task On_a_terminal_there_is_a_bar_and_then_the_result()
    {
        ToolRun run = await ToolRun.OnTerminalAsync([.. Common, "migrate", "--from", Source, "--to", Destination]);
        Assert.That(run.ExitCode, Is.Zero, run.Output);
        Assert.That(run.Output, Does.Contain("\u001b["), "control sequences");
        Assert.That(run.Shown, Does.Contain("Migrating").And.Contain("100%").And.Contain("4 images: 4 files copied"));
    }

    [Test]
    public async Task Show_prints_the_statements_of_a_type_without_a_connection()
    {
        string[] options = ["--assembly", ToolRun.Application, "--provider", Provider, "show", "--sql", "--type", "UserPicture"];
        ToolRun run = await ToolRun.InPipesAsync(options);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        ImageTableStatements sql = Database.GetStatements(Generated.Shop.UserPictureTable.Instance);
        Assert.That(run.Output, Does.StartWith("-- UserPicture: user_picture\n").And.Contain($"-- delete set\n{sql.DeleteSet};\n").And.Contain("-- insert thumbnail\n"));

        JsonElement table = Json(await ToolRun.InPipesAsync([.. options, "--json"])).GetProperty("tables").EnumerateArray().Single();
        Assert.That(table.GetProperty("type").GetString(), Is.EqualTo("UserPicture"));
        Assert.That(
            table.GetProperty("statements").EnumerateArray().Select(statement => statement.GetProperty("name").GetString()),
            Is.EqualTo(sql.All().Select(statement => statement.Name)));
    }

    [Test]
    public async Task Show_needs_a_key_and_a_store_or_the_wish_for_statements()
    {
        await AssertRefusedAsync(2, "KEY is missing", [.. Common, "show", "--store", Source]);
        await AssertRefusedAsync(2, "--store is missing", [.. Common, "show", "user-picture/0/0/1.1x1.jpg"]);
    }

    [Test]
    public async Task Missing_files_are_listed_and_the_exit_code_says_so()
    {
        UserPicture lost = (await new User { Id = 1 }.Picture.LoadAsync(Db)).RequireOriginal();
        await Store.DeleteAsync(lost.Key);
        ToolRun migrate = await RunAsync("migrate", "--from", Source, "--to", Destination), verify = await RunAsync("verify", "--store", Source);
        Assert.That((migrate.ExitCode, verify.ExitCode), Is.EqualTo((1, 1)));
        Assert.That(migrate.Output, Does.Contain($"user_picture: {lost.Key}: the file is missing"));
        Assert.That(verify.Output, Does.Contain($"user_picture: {lost.Key}: the file is missing").And.Contain("4 rows, 1 problem."));
        JsonElement problem = Json(await RunAsync("verify", "--store", Source, "--json")).GetProperty("problems")[0];
        Assert.That((problem.GetProperty("key").GetString(), problem.GetProperty("kind").GetString()), Is.EqualTo((lost.Key.ToPath(), "missing")));
        Assert.That((await RunAsync("show", lost.Key.ToPath(), "--store", Source)).Output, Does.Contain("There is a row whose file is missing."));
    }

    [Test]
    public async Task Sweep_says_what_would_go_and_then_removes_it()
    {
        StoreKey orphan = new("user-picture", ObjectId.From(9), 1, 1, "image/png", "0123abc");
        await Store.PutBytesAsync(orphan, [1, 2, 3]);
        ToolRun dry = await RunAsync("sweep", "--store", Source, "--older-than", "0", "--dry-run");
        Assert.That((dry.ExitCode, World.Files.Length), Is.EqualTo((0, 5)), dry.Error);
        Assert.That(dry.Output, Does.StartWith("5 files: 1 without a row would be removed (3 bytes)"));
        Assert.That((await RunAsync("sweep", "--store", Source, "--older-than", "0")).Output, Does.StartWith("5 files: 1 without a row removed"));
        Assert.That(World.Files.Count(file => !file.StartsWith('.')), Is.EqualTo(4));
        Assert.That((await RunAsync("show", orphan.ToPath(), "--store", Source)).Output, Does.Contain("There is neither row nor file."));
    }

    [Test]
    public async Task Regenerate_makes_what_is_lost_or_different_and_leaves_the_rest()
    {
        UserPicture lost = await new User { Id = 1 }.Picture.FindThumbnailAsync(Db, width: 50);
        await Store.DeleteAsync(lost.Key);
        Assert.That(Json(await RunAsync("regenerate", "--store", Source, "--dry-run", "--json")).GetProperty("replaced").GetInt64(), Is.EqualTo(1));
        ToolRun run = await RunAsync("regenerate", "--store", Source);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "2 thumbnails: 1 replaced, 1 as they were, 0 problems.\n")), run.Error);
        foreach (int id in new[] { 1, 2 })
        {
            UserPicture thumbnail = await new User { Id = id }.Picture.FindThumbnailAsync(Db, width: 50);
            Assert.That((await thumbnail.MakeBlobAsync(Store)).Length, Is.EqualTo(thumbnail.Length));
        }

        Assert.That(World.Files, Has.Length.EqualTo(4));
        Assert.That((await ImageVerifier.VerifyAsync(Db, [Table], Store, new VerifyOptions { CheckHashes = true })).Problems, Is.Empty);
    }

    [Test]
    public async Task Tables_are_made_and_images_counted_and_shown()
    {
        await Db.ExecuteAsync("drop table user_picture");
        await Db.ExecuteAsync("drop table trial_picture");
        ToolRun print = await RunAsync("create-tables", "--print");
        Assert.That(print.Output, Does.Contain("create table if not exists").And.Contain("user_picture"));
        ToolRun create = await RunAsync("create-tables");
        Assert.That((create.ExitCode, create.Output), Is.EqualTo((0, "3 tables are there: post_photo, trial_picture, user_picture.\n")), create.Error);
        UserPicture picture = await new User { Id = 5 }.Picture.FromBlobAsync(Db, Pictures.Jpeg(100, 80, seed: 1), store: Store);
        await new User { Id = 5 }.Picture.GenerateThumbnailAsync(Db, width: 10, store: Store);
        ToolRun stats = await RunAsync("stats");
        Assert.That(stats.Output, Does.StartWith("post_photo: 0 originals").And.Contain("user_picture: 1 original, 1 thumbnail, "));
        ToolRun show = await RunAsync("show", picture.Key.ToPath(), "--store", Source);
        Assert.That(show.ExitCode, Is.Zero, show.Error);
        Assert.That(show.Output, Does.Contain("user_id 5").And.Contain(picture.Sha256).And.EndWith("Row and file agree.\n"));
    }

    [Test]
    public async Task What_tables_lack_is_listed_with_the_statements_that_mend_it()
    {
        Assert.That((await RunAsync("create-tables", "--check")).Output, Is.EqualTo("3 tables, 0 differences.\n"));
        await Db.ExecuteAsync("alter table user_picture drop column sha256");
        ToolRun run = await RunAsync("create-tables", "--check");
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Output, Does.StartWith("-- user_picture: the column sha256 is missing\nalter table ").And.Contain("sha256").And.EndWith("3 tables, 1 difference.\n"));
        await Db.ExecuteAsync(run.Output.Split('\n')[1]);
        Assert.That((await RunAsync("create-tables", "--check")).ExitCode, Is.Zero);
        Assert.That((await RunAsync("create-tables", "--print")).Output, Does.Contain("create table if not exists image_attach_store"));
    }

    [Test]
    public async Task Verify_says_that_a_table_was_renamed_when_none_of_its_files_is_there()
    {
        Directory.Move(Path.Combine(World.ImageFolder, "user-picture"), Path.Combine(World.ImageFolder, "member-picture"));
        ToolRun run = await RunAsync("verify", "--store", Source);
        Assert.That(run.ExitCode, Is.EqualTo(1), run.Error);
        Assert.That(run.Output, Does.Contain("None of the files of the object type 'user-picture'").And.Contain("[ImageEntity(ObjectType ="));
    }

    [Test]
    public async Task Bad_input_is_refused_with_what_to_do()
    {
        await AssertRefusedAsync(2, "There is no provider 'oracle'. Use sqlite", ["--assembly", ToolRun.Application, "--provider", "oracle", "--connection", "x=y", "stats"]);
        await AssertRefusedAsync(2, "There is no assembly", ["--assembly", "nowhere.dll", "--provider", Provider, "--connection", World.Database.ConnectionString, "stats"]);
        await AssertRefusedAsync(2, "has no image types", ["--assembly", typeof(Dapper.SqlMapper).Assembly.Location, "--provider", Provider, "--connection", World.Database.ConnectionString, "stats"]);
        await AssertRefusedAsync(2, "is no .NET assembly", ["--assembly", Path.Combine(AppContext.BaseDirectory, "Assets", "painting-12mp.jpg"), "--provider", Provider, "--connection", World.Database.ConnectionString, "stats"]);
        await AssertRefusedAsync(2, "--connection is missing", ["--assembly", ToolRun.Application, "--provider", Provider, "stats"]);
        await AssertRefusedAsync(2, "There is no folder", [.. Common, "verify", "--store", "file:///nowhere/at/all"]);
        await AssertRefusedAsync(2, "no image type 'Nobody'", [.. Common, "verify", "--store", Source, "--type", "Nobody"]);
        await AssertRefusedAsync(2, "isn't set", ["--assembly", ToolRun.Application, "--provider", Provider, "--connection", "Data Source=${IMAGEATTACH_NOT_SET}", "stats"]);
        await AssertRefusedAsync(2, "Begin it with", [.. Common, "verify", "--store", "gopher://x"]);
        await AssertRefusedAsync(2, "is no key", [.. Common, "show", "somewhere", "--store", Source]);
        await AssertRefusedAsync(2, "Option '--store' is required", [.. Common, "sweep"]);
    }

    [Test]
    public async Task A_database_that_is_not_there_is_told_without_its_password()
    {
        string connection = Kind switch
        {
            DatabaseKind.MariaDb => "Server=127.0.0.1;Port=1;User=shop;Password=geheim;Database=shop",
            DatabaseKind.PostgreSql => "Host=127.0.0.1;Port=1;Username=shop;Password=geheim;Database=shop",
            _ => "Data Source=/nowhere/shop.db",
        };
        ToolRun run = await ToolRun.InPipesAsync("--assembly", ToolRun.Application, "--provider", Provider, "--connection", connection, "stats");
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((4, "")));
        Assert.That(run.Error, Does.StartWith("The database can't be reached").And.Not.Contain("geheim").And.Not.Contain("   at "));
    }

    [Test]
    public async Task The_connection_comes_from_the_environment()
    {
        using Process process = ToolRun.Start(
            ["--assembly", ToolRun.Application, "--provider", Provider, "stats"], ("IMAGEATTACH_CONNECTION", World.Database.ConnectionString));
        Assert.That((await ToolRun.EndAsync(process)).Output, Does.Contain("2 originals, 2 thumbnails"));
    }

    [Test]
    public async Task A_store_of_another_database_is_refused()
    {
        await ((IListableImageStore)new FileSystemStore(World.ImageFolder)).WriteMarkAsync("mysql 1 elsewhere");
        foreach (string[] command in new string[][] { ["sweep", "--store", Source], ["regenerate", "--store", Source], ["migrate", "--from", Source, "--to", Source, "--convert"] })
        {
            ToolRun run = await RunAsync(command);
            Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, "")), command[0]);
            Assert.That(run.Error, Does.Contain("mysql 1 elsewhere"));
        }
    }

    [Test]
    public async Task A_second_run_is_refused_while_the_first_is_at_work()
    {
        await using DbConnection holder = await World.AnotherConnectionAsync();
        FileStream? file = null;
        if (Dialect == SqlDialect.Sqlite)
            file = new FileStream(holder.DataSource + ".imageattach-lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        else
            await holder.ExecuteAsync(Dialect == SqlDialect.MySql
                ? "select get_lock(left(concat('imageattach/', database()), 64), 0)"
                : "select pg_try_advisory_lock(hashtextextended(concat_ws('/', 'imageattach', current_database(), current_schema()), 0))");
        using (file)
        {
            ToolRun run = await RunAsync("migrate", "--from", Source, "--to", Destination);
            Assert.That(run.ExitCode, Is.EqualTo(3));
            Assert.That(run.Error, Does.StartWith("Another run of imageattach is at work"));
            Assert.That((await RunAsync("verify", "--store", Source)).ExitCode, Is.Zero, "what changes nothing may run");
        }

        if (Dialect != SqlDialect.Sqlite)
            await holder.CloseAsync();
        Assert.That((await RunAsync("migrate", "--from", Source, "--to", Destination)).ExitCode, Is.Zero);
    }

    private static IImageTable Table => Generated.ImageEntities.All.Single(table => table.ImageType == typeof(UserPicture));

    private string[] Common => ["--assembly", ToolRun.Application, "--provider", Provider, "--connection", World.Database.ConnectionString];

    private Task<ToolRun> RunAsync(params string[] arguments) => ToolRun.InPipesAsync([.. Common, .. arguments]);

    private static JsonElement Json(ToolRun run) => JsonDocument.Parse(run.Output).RootElement;

    private static async Task AssertRefusedAsync(int exitCode, string message, string[] arguments)
    {
        ToolRun run = await ToolRun.InPipesAsync(arguments);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((exitCode, "")), run.Error);
        Assert.That(run.Error, Does.Contain(message).And.Not.Contain("   at "));
    }
}
