using System.Data;
using System.Transactions;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Sqlite;

// A scope that takes longer than it may.
public sealed partial class AmbientSqliteConnectionTests
{
    [Test]
    public async Task After_a_timeout_no_command_is_committed_by_itself()
    {
        using ManualResetEventSlim ended = new();
        await using (AmbientSqliteConnection db = new(_connectionString))
        {
            Assert.That(
                async () =>
                {
                    using TransactionScope scope = NewScope(TimeSpan.FromMilliseconds(300));
                    Transaction.Current!.TransactionCompleted += (_, _) => ended.Set();
                    await db.OpenAsync();
                    await InsertAsync(db, 1);
                    ended.Wait();
                    Assert.That(async () => await InsertAsync(db, 2), Throws.InstanceOf<Exception>());
                    Assert.That(() => db.Open(), Throws.InstanceOf<TransactionException>());
                    scope.Complete();
                },
                Throws.InstanceOf<TransactionAbortedException>());
        }

        Assert.That(await CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_timeout_interrupts_a_running_statement_and_an_open_reader([Values] bool running)
    {
        Assert.That(
            async () =>
            {
                using TransactionScope scope = NewScope(TimeSpan.FromMilliseconds(300));
                using ManualResetEventSlim ended = new();
                Transaction.Current!.TransactionCompleted += (_, _) => ended.Set();
                await using AmbientSqliteConnection db = await OpenAsync();
                await InsertAsync(db, 1);
                const string Endless = "with recursive n (i) as (select 1 union all select i + 1 from n) select i from n";
                if (running)
                {
                    Assert.That(() => db.ExecuteScalar<long>($"select count(*) from ({Endless})"), Throws.TypeOf<SqliteException>());
                }
                else
                {
                    using System.Data.Common.DbDataReader reader = await db.ExecuteReaderAsync(Endless);
                    reader.Read();
                    ended.Wait();
                }

                scope.Complete();
            },
            Throws.InstanceOf<TransactionAbortedException>());
        Assert.That(await CountAsync(), Is.Zero);
        await using SqliteConnection next = new(_connectionString);
        Assert.That(await next.ExecuteAsync("insert into item (id) values (9)"), Is.EqualTo(1), "the lock is free");
    }
}
