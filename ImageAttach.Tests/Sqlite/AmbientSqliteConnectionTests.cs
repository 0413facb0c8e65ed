using System.Data;
using System.Transactions;
using Dapper;
using ImageAttach.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Sqlite;

/// <summary>A connection that commits and rolls back with the ambient transaction.</summary>
public sealed partial class AmbientSqliteConnectionTests
{
    private TemporaryFolder _folder = null!;
    private string _connectionString = "";

    [SetUp]
    public async Task MakeDatabase()
    {
        _folder = new TemporaryFolder();
        _connectionString = $"Data Source={Path.Combine(_folder.Path, "test.db")};Default Timeout=2";
        await using SqliteConnection db = new(_connectionString);
        await db.ExecuteAsync("""
            pragma journal_mode = wal;
            create table parent (id integer primary key);
            create table item (id integer primary key, parent_id integer references parent (id) deferrable initially deferred);
            """);
    }

    [TearDown]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Test]
    public async Task A_completed_scope_commits()
    {
        using (TransactionScope scope = NewScope())
        {
            await using AmbientSqliteConnection db = await OpenAsync();
            await InsertAsync(db, 1);
            Assert.That(db.EnlistedTransaction, Is.EqualTo(Transaction.Current));
            scope.Complete();
        }

        Assert.That(await CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Functions_of_SQLite_itself_reach_the_connection_that_is_in_the_transaction()
    {
        using TransactionScope scope = NewScope();
        await using AmbientSqliteConnection db = await OpenAsync();
        Assert.That(SQLitePCL.raw.sqlite3_get_autocommit(db.Handle), Is.Zero);
    }

    [Test]
    public async Task A_scope_that_is_not_completed_rolls_back()
    {
        using (NewScope())
        {
            await using AmbientSqliteConnection db = await OpenAsync();
            await InsertAsync(db, 1);
        }

        Assert.That(await CountAsync(), Is.Zero);
    }

    [Test]
    public async Task An_exception_rolls_back()
    {
        Assert.That(
            async () =>
            {
                using TransactionScope scope = NewScope();
                await using AmbientSqliteConnection db = await OpenAsync();
                await InsertAsync(db, 1);
                throw new TimeoutException();
            },
            Throws.TypeOf<TimeoutException>());
        Assert.That(await CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_connection_that_outlives_the_scope_is_closed_and_can_be_opened_again([Values] bool completes)
    {
        AmbientSqliteConnection db = new(_connectionString);
        await using (db)
        {
            using (TransactionScope scope = NewScope())
            {
                await db.OpenAsync();
                await InsertAsync(db, 1);
                if (completes)
                    scope.Complete();
            }

            Assert.That((db.State, db.EnlistedTransaction), Is.EqualTo((ConnectionState.Closed, (Transaction?)null)));
            await db.OpenAsync();
            Assert.That(await db.ExecuteScalarAsync<long>("select count(*) from item"), Is.EqualTo(completes ? 1 : 0));
        }
    }

    [Test]
    public async Task Two_connections_see_one_another_in_turn_and_at_once()
    {
        using (TransactionScope scope = NewScope())
        {
            await using (AmbientSqliteConnection first = await OpenAsync())
                await InsertAsync(first, 1);
            await using AmbientSqliteConnection second = await OpenAsync();
            await using AmbientSqliteConnection third = await OpenAsync();
            await InsertAsync(second, 2);
            Assert.That(await third.ExecuteScalarAsync<long>("select count(*) from item"), Is.EqualTo(2));
            Assert.That(await CountAsync(), Is.Zero, "nobody outside sees it");
            scope.Complete();
        }

        Assert.That(await CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task Two_databases_commit_and_roll_back_together([Values] bool completes)
    {
        string other = $"Data Source={Path.Combine(_folder.Path, "other.db")}";
        await using (SqliteConnection db = new(other))
            await db.ExecuteAsync("create table item (id integer)");
        using (TransactionScope scope = NewScope())
        {
            await using AmbientSqliteConnection first = await OpenAsync();
            await InsertAsync(first, 1);
            await using AmbientSqliteConnection second = new(other);
            await second.ExecuteAsync("insert into item values (1)");
            if (completes)
                scope.Complete();
        }

        await using SqliteConnection check = new(other);
        Assert.That((await CountAsync(), await check.ExecuteScalarAsync<long>("select count(*) from item")), Is.EqualTo(completes ? (1L, 1L) : (0L, 0L)));
    }

    [Test]
    public async Task A_connection_opened_before_the_scope_is_no_part_of_it_until_it_is_enlisted([Values] bool enlists)
    {
        await using AmbientSqliteConnection db = await OpenAsync();
        using (NewScope())
        {
            if (enlists)
                db.EnlistTransaction(Transaction.Current);
            await InsertAsync(db, 1);
            Assert.That(db.EnlistedTransaction, enlists ? Is.Not.Null : Is.Null);
        }

        Assert.That(await CountAsync(), Is.EqualTo(enlists ? 0 : 1));
    }

    [Test]
    public async Task Nested_scopes_share_the_transaction_or_stand_beside_it()
    {
        using (NewScope())
        {
            using (TransactionScope required = NewScope())
            {
                await using AmbientSqliteConnection db = await OpenAsync();
                await InsertAsync(db, 1);
                required.Complete();
            }

            using (new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled))
            {
                await using AmbientSqliteConnection aside = await OpenAsync();
                Assert.That(await aside.ExecuteScalarAsync<long>("select count(*) from item"), Is.Zero);
            }
        }

        using (NewScope())
        {
            using (TransactionScope requiresNew = new(TransactionScopeOption.RequiresNew, TransactionScopeAsyncFlowOption.Enabled))
            {
                await using AmbientSqliteConnection db = await OpenAsync();
                await InsertAsync(db, 2);
                requiresNew.Complete();
            }

            await using AmbientSqliteConnection outer = await OpenAsync();
            await InsertAsync(outer, 3);
        }

        await using SqliteConnection check = new(_connectionString);
        Assert.That(await check.QueryAsync<long>("select id from item"), Is.EqualTo(new[] { 2L }));
    }

    [Test]
    public async Task The_transaction_flows_to_other_threads()
    {
        using (TransactionScope scope = NewScope())
        {
            await Task.Run(async () =>
            {
                await using AmbientSqliteConnection db = await OpenAsync();
                await InsertAsync(db, 1);
            });
            await Task.Yield();
            await using AmbientSqliteConnection again = await OpenAsync();
            await InsertAsync(again, 2);
            scope.Complete();
        }

        Assert.That(await CountAsync(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_commit_beneath_the_scope_leaves_it_in_doubt([Values] bool ofTheTransaction)
    {
        Assert.That(
            async () =>
            {
                using TransactionScope scope = NewScope();
                await using AmbientSqliteConnection db = await OpenAsync();
                await InsertAsync(db, 1);
                await using SqliteCommand commit = db.CreateCommand();
                commit.CommandText = "commit";
                await (ofTheTransaction ? commit.Transaction!.CommitAsync() : commit.ExecuteNonQueryAsync());
                scope.Complete();
            },
            Throws.TypeOf<TransactionInDoubtException>());
        Assert.That(await CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_rollback_beneath_the_scope_aborts_it()
    {
        Assert.That(
            async () =>
            {
                using TransactionScope scope = NewScope();
                await using AmbientSqliteConnection db = await OpenAsync();
                await InsertAsync(db, 1);
                await db.ExecuteAsync("rollback");
                scope.Complete();
            },
            Throws.TypeOf<TransactionAbortedException>());
        Assert.That(await CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_foreign_key_that_leads_nowhere_aborts_at_the_commit([Values] bool besideAnother)
    {
        Assert.That(
            async () =>
            {
                using TransactionScope scope = NewScope();
                if (besideAnother)
                    Transaction.Current!.EnlistVolatile(new Voter(agrees: true), EnlistmentOptions.None);
                await using AmbientSqliteConnection db = await OpenAsync();
                await db.ExecuteAsync("insert into item (id, parent_id) values (1, 77)");
                scope.Complete();
            },
            Throws.InstanceOf<TransactionAbortedException>());
        Assert.That(await CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Beside_another_resource_both_commit_or_none([Values] bool agrees)
    {
        Voter voter = new(agrees);
        try
        {
            using TransactionScope scope = NewScope();
            Transaction.Current!.EnlistVolatile(voter, EnlistmentOptions.None);
            await using AmbientSqliteConnection db = await OpenAsync();
            await InsertAsync(db, 1);
            scope.Complete();
        }
        catch (TransactionAbortedException) when (!agrees)
        {
            // What a veto looks like.
        }

        Assert.That((await CountAsync(), voter.Committed), Is.EqualTo(agrees ? (1L, true) : (0L, false)));
    }

    [Test]
    public async Task A_reader_that_blocks_the_commit_aborts_it()
    {
        await using SqliteConnection reader = new(_connectionString);
        await reader.ExecuteAsync("pragma journal_mode = delete");
        await reader.OpenAsync();
        await using SqliteTransaction reading = reader.BeginTransaction(deferred: true);
        await reader.ExecuteScalarAsync<long>("select count(*) from item", transaction: reading);
        Assert.That(
            async () =>
            {
                using TransactionScope scope = NewScope();
                await using AmbientSqliteConnection db = new($"{_connectionString};Default Timeout=1");
                await InsertAsync(db, 1);
                scope.Complete();
            },
            Throws.InstanceOf<TransactionAbortedException>().With.InnerException.TypeOf<SqliteException>());
        await reading.DisposeAsync();
        Assert.That(await CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_transaction_of_its_own_is_refused_inside_a_scope_and_works_outside()
    {
        await using AmbientSqliteConnection plain = await OpenAsync();
        await using (SqliteTransaction own = plain.BeginTransaction())
        {
            await plain.ExecuteAsync("insert into item (id) values (1)", transaction: own);
            using (NewScope())
                Assert.That(() => plain.EnlistTransaction(Transaction.Current), Throws.InvalidOperationException.With.Message.Contains("another transaction"));
            await own.CommitAsync();
        }

        using (NewScope())
        {
            await using AmbientSqliteConnection db = await OpenAsync();
            Assert.That(() => db.BeginTransaction(), Throws.InvalidOperationException.With.Message.Contains("ambient transaction"));
            db.Close();
            db.Close();
        }

        Assert.That(await CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_private_database_in_memory_is_refused_inside_a_scope_and_a_shared_one_is_not([Values("Data Source=:memory:", "Data Source=shop;Mode=Memory")] string memory)
    {
        using TransactionScope scope = NewScope();
        Assert.That(() => new AmbientSqliteConnection(memory).Open(), Throws.TypeOf<NotSupportedException>().With.Message.Contains("Cache=Shared"));
        await using AmbientSqliteConnection shared = new($"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared");
        Assert.That(await shared.ExecuteScalarAsync<long>("select 7"), Is.EqualTo(7));
    }

    [Test]
    public async Task A_lock_held_by_another_is_an_error_and_the_next_try_begins_anew()
    {
        await using SqliteConnection other = new(_connectionString);
        await other.OpenAsync();
        await using SqliteTransaction holding = other.BeginTransaction();
        using TransactionScope scope = NewScope();
        await using AmbientSqliteConnection db = new($"{_connectionString};Default Timeout=1");
        Assert.That(() => db.Open(), Throws.TypeOf<SqliteException>());
        await holding.RollbackAsync();
        await InsertAsync(db, 1);
        scope.Complete();
    }

    private static TransactionScope NewScope(TimeSpan? timeout = null) => new(
        TransactionScopeOption.Required, timeout ?? TransactionManager.DefaultTimeout, TransactionScopeAsyncFlowOption.Enabled);

    private static Task<int> InsertAsync(AmbientSqliteConnection db, int id) => db.ExecuteAsync("insert into item (id) values (@id)", new { id });

    private async Task<AmbientSqliteConnection> OpenAsync()
    {
        AmbientSqliteConnection db = new(_connectionString);
        await db.OpenAsync();
        return db;
    }

    private async Task<long> CountAsync()
    {
        using TransactionScope suppressed = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
        await using SqliteConnection db = new(_connectionString);
        return await db.ExecuteScalarAsync<long>("select count(*) from item");
    }

    /// <summary>Another resource in the transaction.</summary>
    private sealed class Voter(bool agrees) : IEnlistmentNotification
    {
        public bool Committed { get; private set; }

        public void Prepare(PreparingEnlistment preparingEnlistment)
        {
            if (agrees)
                preparingEnlistment.Prepared();
            else
                preparingEnlistment.ForceRollback();
        }

        public void Commit(Enlistment enlistment)
        {
            Committed = true;
            enlistment.Done();
        }

        public void Rollback(Enlistment enlistment) => enlistment.Done();

        public void InDoubt(Enlistment enlistment) => enlistment.Done();
    }
}
