using System.Data.Common;
using System.Transactions;
using Dapper;
using ImageAttach.Diagnostics;
using ImageAttach.Tests.Imaging;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Transactions;

// A scope that takes longer than it may.
public sealed partial class AmbientTests
{
    [Test]
    public async Task A_timeout_between_operations_rolls_back_rows_and_files()
    {
        await AttachOldAsync();
        Assert.That(
            () => InScopeAsync(
                completes: true,
                async db =>
                {
                    await _user.Picture.FromBlobAsync(db, New, store: Store);
                    ScopeTimeout.Strike(Transaction.Current!);
                }),
            Throws.InstanceOf<TransactionAbortedException>());
        await AssertPictureAsync(Old);
    }

    [Test]
    public async Task A_timeout_while_a_command_runs_rolls_back_rows_and_files()
    {
        if (kind != DatabaseKind.PostgreSql)
            return; // it ends the process with MySqlConnector, and AmbientSqliteConnectionTests have SQLite's
        await AttachOldAsync();
        string sleep = $"select pg_sleep(3), '{Guid.NewGuid():N}'";
        Task timeout = Task.CompletedTask;
        Assert.That(
            () => InScopeAsync(
                completes: true,
                async db =>
                {
                    Transaction ambient = Transaction.Current!;
                    await _user.Picture.FromBlobAsync(db, New, store: Store);
                    timeout = StrikeWhileItRunsAsync(ambient, sleep);
                    while (ambient.TransactionInformation.Status == TransactionStatus.Active)
                        await db.ExecuteAsync(sleep);
                }),
            Throws.Exception);
        await timeout;

        // The end is reported after the scope has been disposed of; with a pool of one connection Npgsql never does, and the sweep has to do.
        if (settings.Length > 0)
            await ImageSweeper.SweepAsync(World.Db, PictureTable, Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        Assert.That(() => World.Files, Has.Length.EqualTo(1).After(60_000, pollingInterval: 10));
        await AssertPictureAsync(Old);
    }

    [Test]
    public async Task A_timeout_whose_end_is_reported_late_is_an_abort_and_not_in_doubt()
    {
        await AttachOldAsync();
        using SlowResource slow = new();
        Task timeout = Task.CompletedTask;
        Assert.That(
            () => InScopeAsync(
                completes: true,
                async db =>
                {
                    Transaction ambient = Transaction.Current!;
                    ambient.EnlistVolatile(slow, EnlistmentOptions.None);
                    await _user.Picture.FromBlobAsync(db, New, store: Store);
                    timeout = Task.Run(() => ScopeTimeout.Strike(ambient));
                    while (ambient.TransactionInformation.Status == TransactionStatus.Active)
                        await Task.Delay(5);
                }),
            Throws.TypeOf<TransactionAbortedException>(), "no commit was sent");
        slow.GoOn();
        await timeout;
        Assert.That(() => World.Files, Has.Length.EqualTo(1).After(60_000, pollingInterval: 10));
        await AssertPictureAsync(Old);
    }

    // Takes part in the transaction, and isn't done with its rollback before it may go on: the transaction's end is reported after that.
    private sealed class SlowResource : IEnlistmentNotification, IDisposable
    {
        private readonly ManualResetEventSlim _mayGoOn = new();

        public void GoOn() => _mayGoOn.Set();

        public void Prepare(PreparingEnlistment preparingEnlistment) => preparingEnlistment.Prepared();

        public void Commit(Enlistment enlistment) => enlistment.Done();

        public void Rollback(Enlistment enlistment)
        {
            _mayGoOn.Wait(TimeSpan.FromMinutes(1));
            enlistment.Done();
        }

        public void InDoubt(Enlistment enlistment) => enlistment.Done();

        public void Dispose() => _mayGoOn.Dispose();
    }

    [Test]
    public async Task A_timeout_in_the_midst_of_an_operation_commits_none_of_its_statements(
        [Values("KeyNoted", "RowsToChange", "RowInserted")] string where)
    {
        await AttachOldAsync();
        Assert.That(
            () => InScopeAsync(
                completes: true,
                async _ =>
                {
                    await using DbConnection db = World.Database.ConnectAmbient(settings); // stays open for the next statement
                    await db.OpenAsync();
                    Transaction ambient = Transaction.Current!;
                    Fault.Reached = point =>
                    {
                        if (point.ToString() == where)
                            ScopeTimeout.Strike(ambient);
                    };
                    try
                    {
                        await _user.Picture.FromBlobAsync(db, Pictures.Jpeg(50, 40), store: Store); // no key that the old row could defend
                    }
                    finally
                    {
                        Fault.Reached = null;
                    }
                },
                opens: false),
            Throws.InstanceOf<TransactionException>());
        Assert.That(await World.RowsAsync(), Is.EqualTo(1));
        Assert.That(await _user.Picture.MakeBlobAsync(World.Db, Store), Is.EqualTo(Old));
        await ImageSweeper.SweepAsync(World.Db, PictureTable, Store, new SweepOptions { OlderThan = TimeSpan.Zero });
        await World.AssertRowsAndFilesAgreeAsync(_user);
    }

    private async Task StrikeWhileItRunsAsync(Transaction ambient, string sql)
    {
        using (TransactionScope outside = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled))
        {
            await using DbConnection db = World.Database.Connect();
            while (await db.ExecuteScalarAsync<long>("select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and query = @sql", new { sql }) == 0)
                await Task.Delay(5);
        }

        ScopeTimeout.Strike(ambient);
    }
}
