using System.Data;
using System.Data.Common;
using Dapper;
using ImageAttach.Databases;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Shop;
using CommittableTransaction = System.Transactions.CommittableTransaction;

namespace ImageAttach.Tests.Databases;

/// <summary>What the three database objects answer about a server.</summary>
public sealed class DatabaseObjectTests(DatabaseKind kind) : ShopTests(kind)
{
    [Test]
    public async Task The_connection_is_asked_whether_it_is_inside_a_transaction()
    {
        Assert.That(await Database.IsInTransactionAsync(Db, CancellationToken.None), Is.False);
        await Db.ExecuteAsync(Kind == DatabaseKind.MariaDb ? "start transaction" : "begin transaction");
        Assert.That(await Database.IsInTransactionAsync(Db, CancellationToken.None), Is.True);
        await Db.ExecuteAsync($"{Database.EndCommittedRead};");
        Assert.That(await Database.IsInTransactionAsync(Db, CancellationToken.None), Is.False);
    }

    [Test]
    public async Task A_primary_that_reads_what_is_committed_is_trusted()
    {
        Assert.That(await Database.IsStandbyAsync(Db, CancellationToken.None), Is.False);
        Assert.That(await Database.ReadsUncommittedAsync(Db, CancellationToken.None), Is.False);
        Assert.That(await Database.GetIdentityAsync(Db, CancellationToken.None), Does.StartWith(Database.Name.ToLowerInvariant()));
    }

    [Test]
    public async Task An_open_transaction_has_an_age_where_the_server_says_so()
    {
        ImageTableDefinition[] tables = [Generated.Shop.UserPictureTable.Instance.Definition];
        await using DbConnection other = await World.AnotherConnectionAsync();
        await using DbTransaction open = await other.BeginTransactionAsync();
        await other.ExecuteAsync($"delete from {Database.QuoteTable(tables[0])}", transaction: open);
        TimeSpan? age = await Database.FindOldestTransactionAsync(Db, tables, CancellationToken.None);
        if (Kind == DatabaseKind.PostgreSql)
            Assert.That(age, Is.GreaterThanOrEqualTo(TimeSpan.Zero));
        else if (Kind == DatabaseKind.Sqlite)
            Assert.That(age, Is.Null);
    }

    [Test]
    public async Task Image_tables_that_the_caller_does_not_know_are_found_and_existing_ones_are_described()
    {
        ImageTableDefinition known = Generated.Shop.UserPictureTable.Instance.Definition;
        IReadOnlyList<OtherImageTable> others = await Database.FindOtherTablesAsync(Db, [known], CancellationToken.None);
        Assert.That(others.Where(other => other.Name.EndsWith(Database.Quote("front_cover"), StringComparison.Ordinal)).Select(other => other.HasRevisions), Is.Not.Empty.And.All.True);
        ExistingTable? table = await Database.FindTableAsync(Db, known, CancellationToken.None);
        Assert.That(table!.PrimaryKey, Is.EqualTo(known.PrimaryKey.Select(column => column.Name)));
        Assert.That(table.Columns, Is.EquivalentTo(known.ColumnsInTable.Select(column => column.Name)).And.EquivalentTo(known.AllColumns.Select(column => column.Name)));
        Assert.That(await Database.FindTableAsync(Db, new ImageTableDefinition("nowhere", known.Columns), CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_temporary_table_hides_the_one_of_its_name()
    {
        ImageTableDefinition table = Generated.Shop.UserPictureTable.Instance.Definition;
        OtherImageTable front = new($"{Database.Quote("main")}.{Database.QuoteTable(table)}", HasRevisions: true);
        Assert.That(await Database.IsHiddenAsync(Db, table, CancellationToken.None), Is.False);
        await Db.ExecuteAsync($"create temporary table {Database.QuoteTable(table)} (a int)");
        Assert.That(await Database.IsHiddenAsync(Db, table, CancellationToken.None), Is.True);
        Assert.That(await Database.IsHiddenAsync(Db, front, CancellationToken.None), Is.False, "named with its schema, or missing");
    }

    [Test]
    public async Task Uncommitted_rows_are_hidden_for_a_while()
    {
        if (Kind == DatabaseKind.Sqlite)
            await Db.ExecuteAsync("pragma read_uncommitted = on");
        await using (await Database.HideUncommittedAsync(Db))
            Assert.That(await Database.ReadsUncommittedAsync(Db, CancellationToken.None), Is.False);
        Assert.That(await Database.ReadsUncommittedAsync(Db, CancellationToken.None), Is.EqualTo(Kind == DatabaseKind.Sqlite));
        Assert.That(Database.BeforeCommittedQuery is null, Is.EqualTo(Kind != DatabaseKind.MariaDb));
    }

    [Test]
    public async Task Servers_have_a_clock_of_their_own()
    {
        if (Database.ClockQuery is not { } clock)
        {
            Assert.That(Kind, Is.EqualTo(DatabaseKind.Sqlite));
            return;
        }

        Assert.That(ImageColumns.ToDateTimeOffset((await Db.ExecuteScalarAsync(clock))!), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromHours(1)));
    }

    [Test]
    public async Task One_run_of_the_tool_at_a_time_holds_the_lock()
    {
        await using DbConnection other = await World.AnotherConnectionAsync();
        await using (IAsyncDisposable? held = await Database.TryLockRunAsync(Db, CancellationToken.None))
        {
            Assert.That(held, Is.Not.Null);
            Assert.That(await Database.TryLockRunAsync(other, CancellationToken.None), Is.Null);
        }

        await using IAsyncDisposable? next = await Database.TryLockRunAsync(other, CancellationToken.None);
        Assert.That(next, Is.Not.Null);
    }

    [Test]
    public async Task A_closed_connection_is_lost_and_an_error_of_the_server_is_an_answer()
    {
        await using DbConnection other = await World.AnotherConnectionAsync();
        Assert.That(Database.IsLost(other), Is.False);
        DbException missing = (await Assert.CatchAsync<DbException>(() => other.ExecuteAsync("select * from nowhere")))!;
        Assert.That((Database.GetErrorKind(missing), Database.IsAnswer(missing)), Is.EqualTo((DatabaseErrorKind.MissingTable, Kind != DatabaseKind.Sqlite)));
        await other.CloseAsync();
        Assert.That(Database.IsLost(other), Is.True);
    }

    [Test]
    public void Isolation_is_raised_where_an_owner_could_get_two_originals()
    {
        IsolationLevel low = Kind == DatabaseKind.PostgreSql ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted;
        Assert.That(Database.IsSafe(low), Is.EqualTo(Kind == DatabaseKind.Sqlite));
        Assert.That(Database.GetSafeIsolation(low), Is.EqualTo(Kind switch
        {
            DatabaseKind.MariaDb => IsolationLevel.RepeatableRead,
            DatabaseKind.PostgreSql => IsolationLevel.Serializable,
            _ => low,
        }));
        using CommittableTransaction ambient = new();
        Assert.That(Database.GetAmbientIsolation(ambient, Db), Is.EqualTo(Kind == DatabaseKind.MariaDb ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable));
    }

    [Test]
    public void Statements_are_composed_once_for_a_table()
    {
        Generated.Shop.UserPictureTable table = Generated.Shop.UserPictureTable.Instance;
        ImageTableStatements statements = Database.GetStatements(table);
        Assert.That(Database.GetStatements(table), Is.SameAs(statements));
        Assert.That(statements.SelectSetToChange, Does.StartWith(statements.SelectSet).And.EndsWith(Database.ForUpdate));
        Assert.That(statements.DeleteSetReturning, Is.EqualTo(Database.ComposeDeleteSetReturning(table.Definition)).And.StartsWith(statements.DeleteSet));
        Assert.That(ImageColumn.OfImage, Is.SupersetOf(ImageColumn.OfPrimaryKey));
        Assert.That(table.Definition.KeyColumns.Select(column => column.IsKey), Is.All.True);
    }
}
