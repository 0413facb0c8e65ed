using System.Data.Common;
using Dapper;
using ImageAttach.Stores;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Operations.Sweeping;

/// <summary>What only PostgreSQL has: policies for rows, and several schemas in one search path.</summary>
public sealed class PostgreSqlSweepTests
{
    private static readonly byte[] Picture = Pictures.Jpeg(40, 30, seed: 1);
    private static readonly SweepOptions AtOnce = new() { OlderThan = TimeSpan.Zero };
    private static readonly IImageTable[] Tables = [.. Generated.ImageEntities.All.Where(table => table.ImageType == typeof(UserPicture))];

    private MemoryStore _store = null!;
    private PostgreSqlTestDatabase _database = null!;

    [SetUp]
    public async Task CreateDatabaseAsync() => (_store, _database) = (new MemoryStore(), await PostgreSqlTestDatabase.CreateAsync());

    [TearDown]
    public async Task DropDatabaseAsync() => await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);

    [TestCase("public,{0}")]
    [TestCase("{0},public")]
    public async Task Tenants_in_schemas_of_their_own_keep_their_files(string searchPath)
    {
        foreach (string tenant in new[] { "a", "b" })
        {
            await using DbConnection db = await _database.OpenAsync();
            await db.ExecuteAsync($"create schema {tenant}; set search_path = {tenant}");
            await db.CreateImageTableAsync<UserPicture>();
        }

        await using DbConnection a = await OpenAsync("a", searchPath), b = await OpenAsync("b", searchPath);
        await AttachAsync(a, 1, 5);
        await ImageSweeper.SweepAsync(a, Tables, _store, AtOnce);
        await AttachAsync(b, 101, 5);
        SweepReport report = await ImageSweeper.SweepAsync(a, Tables, _store, AtOnce);
        Assert.That((report.Removed, report.NamedElsewhere), Is.EqualTo((0, 5)));
        Assert.That((await ImageVerifier.VerifyAsync(b, Tables, _store)).Problems, Is.Empty);
    }

    [Test]
    public async Task A_table_that_another_schema_of_the_search_path_hides_counts()
    {
        await using DbConnection db = await _database.OpenAsync();
        await db.CreateImageTableAsync<UserPicture>();
        await AttachAsync(db, 1, 3);
        await db.ExecuteAsync("create schema first; set search_path = first, public");
        await db.CreateImageTableAsync<UserPicture>();
        Assert.That((await ImageSweeper.SweepAsync(db, Tables, _store, AtOnce)).Removed, Is.Zero);
    }

    [Test]
    public async Task Rows_behind_a_policy_make_it_refuse()
    {
        string role = $"tenant_{Guid.NewGuid():N}";
        await using DbConnection admin = await _database.OpenAsync();
        await admin.CreateImageTableAsync<UserPicture>();
        await AttachAsync(admin, 1, 4);
        await admin.ExecuteAsync($"""
            alter table user_picture enable row level security;
            create policy own on user_picture using (user_id % 2 = current_setting('app.tenant', true)::int);
            create role {role} login password 'tenant';
            grant all on schema public to {role};
            grant all on user_picture to {role}
            """);
        try
        {
            await using DbConnection tenant = await _database.OpenAsync(settings => (settings.Username, settings.Password) = (role, "tenant"));
            await tenant.ExecuteAsync("set app.tenant = '1'");
            Assert.That(
                () => ImageSweeper.SweepAsync(tenant, Tables, _store, AtOnce), Throws.TypeOf<SweepRefusedException>().With.Message.Contains("row-level security"));
            Assert.That((await ImageVerifier.VerifyAsync(admin, Tables, _store)).Problems, Is.Empty);
            await AssertOtherTableIsRefusedAsync(admin, tenant);
        }
        finally
        {
            await admin.ExecuteAsync($"drop owned by {role}; drop role {role}");
        }
    }

    private async Task AssertOtherTableIsRefusedAsync(DbConnection admin, DbConnection tenant)
    {
        await admin.ExecuteAsync("alter table user_picture disable row level security; create schema closed; create table closed.user_picture (like user_picture)");
        await _store.PutAsync(new StoreKey("user-picture", ObjectId.From(9), 1, 1, "image/png", "r"), Stream.Null, reproducible: false);
        Assert.That(
            () => ImageSweeper.SweepAsync(tenant, Tables, _store, AtOnce),
            Throws.TypeOf<SweepRefusedException>().With.Message.Contains("\"closed\".\"user_picture\"").And.Message.Contains("CheckOtherTables"));
        Assert.That((await ImageSweeper.SweepAsync(tenant, Tables, _store, new SweepOptions { OlderThan = TimeSpan.Zero, CheckOtherTables = false })).Removed, Is.EqualTo(1));
    }

    private Task<DbConnection> OpenAsync(string tenant, string searchPath) =>
        _database.OpenAsync(settings => settings.SearchPath = string.Format(System.Globalization.CultureInfo.InvariantCulture, searchPath, tenant));

    private async Task AttachAsync(DbConnection db, int first, int count)
    {
        for (int id = first; id < first + count; id++)
            await new User { Id = id }.Picture.FromBlobAsync(db, Picture, store: _store);
    }
}
