using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Testing;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Databases.Conformance;

/// <summary>The checks that authors of databases run: the databases that ImageAttach comes with pass all of them.</summary>
[TestFixture(DatabaseKind.Sqlite, false)]
[TestFixture(DatabaseKind.Sqlite, true)]
[TestFixture(DatabaseKind.MariaDb, false)]
[TestFixture(DatabaseKind.PostgreSql, false)]
internal sealed class DatabaseConformanceTests(DatabaseKind kind, bool isAmbient)
{
    private TestDatabase? _database;

    private static IEnumerable<DatabaseCheck> Checks => DatabaseConformance.Checks;

    [OneTimeSetUp]
    public async Task Create() => _database = await TestDatabase.CreateAsync(kind);

    [OneTimeTearDown]
    public async Task Remove() => await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);

    [TestCaseSource(nameof(Checks))]
    public async Task Keeps_what_databases_promise(DatabaseCheck check)
    {
        await using DbConnection connection = Connect();
        await check.RunAsync(ImageDatabases.Get(connection), Connect);
    }

    private DbConnection Connect() => isAmbient ? _database!.ConnectAmbient() : _database!.Connect();
}
