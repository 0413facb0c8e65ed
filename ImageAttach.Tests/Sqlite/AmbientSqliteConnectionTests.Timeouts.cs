using System.Data.Common;
using System.Transactions;
using Dapper;
using ImageAttach.Tests.Support;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Sqlite;

// A scope that takes longer than it may.
public sealed partial class AmbientSqliteConnectionTests
{
    [Test]
    public async Task After_a_timeout_no_command_is_committed_by_itself()
    {
        Exception? failure = await ScopeTimeout.CatchAsync(async (timeout, reach) =>
        {
            await using AmbientSqliteConnection db = new(_connectionString);
            using TransactionScope scope = NewScope(timeout);
            using ManualResetEventSlim ended = new();
            Transaction.Current!.TransactionCompleted += (_, _) => ended.Set();
            await db.OpenAsync();
            await InsertAsync(db, 1);
            reach();
            ended.Wait();
            Assert.That(async () => await InsertAsync(db, 2), Throws.InstanceOf<Exception>());
            Assert.That(() => db.Open(), Throws.InstanceOf<TransactionException>());
            scope.Complete();
        });
        Assert.That(failure, Is.InstanceOf<TransactionAbortedException>());
        Assert.That(await CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_timeout_interrupts_a_running_statement_and_an_open_reader([Values] bool running)
    {
        const string Endless = "with recursive n (i) as (select 1 union all select i + 1 from n) select i from n";
        Exception? failure = await ScopeTimeout.CatchAsync(async (timeout, reach) =>
        {
            using TransactionScope scope = NewScope(timeout);
            using ManualResetEventSlim ended = new();
            Transaction.Current!.TransactionCompleted += (_, _) => ended.Set();
            await using AmbientSqliteConnection db = await OpenAsync();
            await InsertAsync(db, 1);
            if (running)
            {
                reach();
                Assert.That(() => db.ExecuteScalar<long>($"select count(*) from ({Endless})"), Throws.InstanceOf<Exception>());
            }
            else
            {
                using DbDataReader reader = await db.ExecuteReaderAsync(Endless);
                reader.Read();
                reach();
                ended.Wait();
            }

            scope.Complete();
        });
        Assert.That(failure, Is.InstanceOf<TransactionAbortedException>());
        Assert.That(await CountAsync(), Is.Zero);
        await using SqliteConnection next = new(_connectionString);
        Assert.That(await next.ExecuteAsync("insert into item (id) values (9)"), Is.EqualTo(1), "the lock is free");
    }
}
