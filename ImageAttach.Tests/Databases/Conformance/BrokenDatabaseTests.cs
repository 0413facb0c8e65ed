using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Testing;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Databases.Conformance;

/// <summary>For each check there is a database that breaks the promise, and the check finds it out.</summary>
internal sealed class BrokenDatabaseTests
{
    private static readonly Dictionary<DatabaseKind, TestDatabase> Databases = [];

    private static IEnumerable<TestCaseData> Broken => BrokenDatabase.All.Select(broken => new TestCaseData(broken).SetArgDisplayNames(broken.Check, broken.Says));

    [OneTimeTearDown]
    public async Task Remove()
    {
        foreach (TestDatabase database in Databases.Values)
            await database.DisposeAsync();
        Databases.Clear();
    }

    [TestCaseSource(nameof(Broken))]
    public async Task A_broken_database_is_found_out(BrokenDatabase broken)
    {
        if (!Databases.TryGetValue(broken.Kind, out TestDatabase? database))
            Databases.Add(broken.Kind, database = await TestDatabase.CreateAsync(broken.Kind));
        await using DbConnection connection = database.Connect();
        LooseDatabase loose = new(ImageDatabases.Get(connection));
        broken.Break(loose);
        DatabaseCheck check = DatabaseConformance.Checks.Single(each => each.Name == broken.Check);
        Assert.That(
            () => check.RunAsync(loose, () => database.Connect()),
            Throws.TypeOf<DatabaseConformanceException>().With.Message.StartsWith(broken.Check + ": ").And.Message.Contains(broken.Says).IgnoreCase);
    }

    [Test]
    public void Every_check_finds_out_some_broken_database() =>
        Assert.That(BrokenDatabase.All.Select(broken => broken.Check).Distinct(), Is.EquivalentTo(DatabaseConformance.Checks.Select(check => check.Name)));

    [Test]
    public async Task All_checks_at_once_report_all_that_fail()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        LooseDatabase loose = new(SqliteDatabase.Instance)
        {
            OnIsLost = _ => true,
            OnProvesRollback = _ => true,
        };
        DatabaseConformanceException? thrown = await Assert.ThrowsAsync<DatabaseConformanceException>(() => DatabaseConformance.RunAsync(loose, () => database.Connect()));
        Assert.That(
            thrown!.Message.Split(Environment.NewLine),
            Has.Some.StartsWith("Only proof counts as a rollback: ").And.Some.StartsWith("A connection is lost when it is closed, and not before: "));
        Assert.That(thrown.InnerException, Is.TypeOf<AggregateException>());
    }

    [Test]
    public void Checks_can_be_stopped()
    {
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.That(
            () => DatabaseConformance.RunAsync(SqliteDatabase.Instance, () => throw new InvalidOperationException("No connection is needed."), stopped.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => DatabaseConformance.RunAsync(null!, () => null!), Throws.ArgumentNullException);
        Assert.That(() => DatabaseConformance.RunAsync(SqliteDatabase.Instance, null!), Throws.ArgumentNullException);
        Assert.That(() => DatabaseConformance.Checks[0].RunAsync(SqliteDatabase.Instance, null!), Throws.ArgumentNullException);
    }
}
