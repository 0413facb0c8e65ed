using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Transactions;

/// <summary>What becomes of the files that a ledger tracks. The tests answer in place of the database.</summary>
public sealed class FileLedgerTests
{
    private TransactionLedger _ledger = null!;
    private FileLedger _files = null!;
    private List<StoreKey> _deleted = null!;
    private MemoryStore _memory = null!;
    private FaultyStore _store = null!;
    private SqliteConnection _connection = null!;
    private NotedLogs _logs = null!;
    private Measured _measured = null!;

    private IEnumerable<StoreKey> Files => _memory.ListAsync("testing").ToBlockingEnumerable().Select(file => file.Key);

    [SetUp]
    public void MakeStore()
    {
        (_logs, _measured) = (NotedLogs.Use(), new());
        (_ledger, _deleted, _memory) = (new(), [], new());
        _store = new(_memory) { BeforeDelete = NoteAsync };
        _connection = new("Data Source=:memory:");
        _connection.Open();
        _files = Begin();
    }

    [TearDown]
    public void Clear()
    {
        Fault.Reached = null;
        _connection.Dispose();
        _measured.Dispose();
        _logs.Dispose();
    }

    [Test]
    public async Task What_a_result_leaves_to_check_is_known_before_it_comes()
    {
        Assert.That(ToCheck(_ledger), Is.EqualTo((false, false, false)), "nothing noted");
        _files.TrackPut(await FileAsync(1));
        Assert.That(ToCheck(_ledger), Is.EqualTo((false, true, true)), "put");
        _files.DetachFiles();
        _files.TrackObsolete(await FileAsync(2));
        Assert.That(ToCheck(_ledger), Is.EqualTo((true, false, true)), "obsolete");
        Begin().TrackPut(await FileAsync(3));
        Assert.That(ToCheck(_ledger), Is.EqualTo((true, true, true)), "both, by two operations");
        Assert.That(_ledger.HasCallbacks, Is.False);
        _files.OnCommitted(() => { });
        Assert.That(_ledger.HasCallbacks, Is.True);
    }

    [Test]
    public async Task A_commit_removes_the_obsolete_files_and_a_rollback_the_put_ones()
    {
        LedgerEntry put = await PutAsync(1), obsolete = await ObsoleteAsync(2);
        await _ledger.EndAsync(CommitResult.Committed);
        Assert.That(Files, Is.EqualTo(new[] { put.Key }));
        _files = Begin();
        put = await PutAsync(3);
        obsolete = await ObsoleteAsync(4);
        await _ledger.EndAsync(CommitResult.RolledBack);
        Assert.That(Files, Has.Member(obsolete.Key).And.No.Member(put.Key));
        Assert.That((_measured["imageattach.files.removed"], _measured["imageattach.files.kept"]), Is.EqualTo((2, 0)));
        Assert.That(_logs.Entries, Is.Empty);
    }

    [Test]
    public async Task An_unknown_result_keeps_both_and_logs_that()
    {
        LedgerEntry put = await PutAsync(1), obsolete = await ObsoleteAsync(2);
        IOException cause = new("Connection reset");
        await _ledger.EndAsync(CommitResult.Unknown, cause);
        AssertKept([put, obsolete], cause);
    }

    [Test]
    public async Task A_commit_keeps_both_where_the_database_can_not_be_asked()
    {
        LedgerEntry put = await PutAsync(1), obsolete = await ObsoleteAsync(2);
        _connection.Close();
        await _ledger.EndAsync(CommitResult.Committed);
        AssertKept([obsolete, put], cause: null);
    }

    [Test]
    public async Task A_rollback_keeps_what_was_put_where_the_database_can_not_be_asked()
    {
        LedgerEntry put = await PutAsync(1);
        _connection.Close();
        await _ledger.EndAsync(CommitResult.RolledBack);
        AssertKept([put], cause: null);
    }

    [Test]
    public async Task Each_file_is_looked_up_in_the_database_of_its_own_row()
    {
        await using SqliteConnection other = new("Data Source=:memory:");
        await other.OpenAsync();
        List<DbConnection> queried = [];
        foreach ((FileLedger files, int id) in new[] { (_files, 1), (_ledger.Begin(RowLookup.Create(other)), 2) })
        {
            LedgerEntry file = await FileAsync(id);
            files.TrackObsolete(file with
            {
                IsReferencedAsync = connection =>
                {
                    queried.Add(connection);
                    return Task.FromResult(false);
                },
            });
        }

        await _ledger.EndAsync(CommitResult.Committed);
        Assert.That(queried, Is.EqualTo(new DbConnection[] { _connection, other }));
        Assert.That(Files, Is.Empty);
    }

    [Test]
    public async Task Of_two_databases_the_one_that_lost_its_part_keeps_its_old_file()
    {
        LedgerEntry put = await PutAsync(1);
        await ObsoleteAsync(2);
        _files = Begin();
        LedgerEntry old = await ObsoleteAsync(3, named: true);
        await PutAsync(4);
        await _ledger.EndAsync(CommitResult.Committed);
        Assert.That(Files, Is.EquivalentTo(new[] { put.Key, old.Key }));
    }

    [Test]
    public async Task An_obsolete_file_that_a_row_references_stays_and_a_needless_put_is_removed()
    {
        LedgerEntry named = await PutAsync(1, named: true), inVain = await PutAsync(2);
        LedgerEntry old = await ObsoleteAsync(3, named: true), other = await ObsoleteAsync(4);
        await _ledger.EndAsync(CommitResult.Committed);
        Assert.That(Files, Is.EquivalentTo(new[] { named.Key, old.Key }));
        Assert.That(_deleted, Is.EquivalentTo(new[] { inVain.Key, other.Key }));
        Assert.That(_logs.Entries.Select(entry => entry.Event), Is.EqualTo(new[] { 2, 2 }));
    }

    [Test]
    public async Task A_file_that_a_row_names_stays_after_a_rollback_too()
    {
        LedgerEntry named = await PutAsync(1, named: true), old = await ObsoleteAsync(2);
        await PutAsync(3);
        await _ledger.EndAsync(CommitResult.RolledBack);
        Assert.That(Files, Is.EquivalentTo(new[] { named.Key, old.Key }));
    }

    [Test]
    public async Task A_lookup_that_fails_keeps_the_file()
    {
        LedgerEntry put = await FileAsync(1);
        IOException cause = new("Connection reset");
        _files.TrackPut(put with { IsReferencedAsync = _ => throw cause });
        await _ledger.EndAsync(CommitResult.RolledBack);
        AssertKept([put], cause);
    }

    [Test]
    public async Task Back_at_a_mark_all_is_forgotten_that_came_after_it_and_nothing_else()
    {
        List<string> notified = [];
        LedgerEntry put = await PutAsync(1);
        await ObsoleteAsync(2);
        _files.OnCommitted(() => notified.Add("before"));
        int mark = _ledger.Count;
        _files = Begin();
        await PutAsync(3);
        _files = Begin();
        await PutAsync(4);
        LedgerEntry spared = await ObsoleteAsync(5);
        _files.OnCommitted(() => notified.Add("after"));
        await _ledger.RollBackToAsync(mark);
        Assert.That(_deleted, Is.EquivalentTo(new[] { Key(3), Key(4) }));
        Assert.That(_ledger.Count, Is.EqualTo(mark));
        await _ledger.EndAsync(CommitResult.Committed);
        Assert.That(Files, Is.EquivalentTo(new[] { put.Key, spared.Key }));
        Assert.That(notified, Is.EqualTo(new[] { "before" }));
    }

    [Test]
    public async Task A_mark_of_a_ledger_that_has_ended_is_of_no_effect()
    {
        await PutAsync(1);
        await ObsoleteAsync(2);
        int mark = _ledger.Count;
        await _ledger.EndAsync(CommitResult.Committed);
        await _ledger.RollBackToAsync(mark);
        await _ledger.EndAsync(CommitResult.RolledBack);
        Assert.That(Files, Is.EqualTo(new[] { Key(1) }), "ended once");
    }

    [Test]
    public async Task A_discarded_operation_takes_its_own_files_and_those_of_no_other()
    {
        LedgerEntry first = await PutAsync(1);
        FileLedger failed = _files = Begin();
        await PutAsync(2);
        LedgerEntry spared = await ObsoleteAsync(3);
        _files = Begin();
        LedgerEntry last = await PutAsync(4);
        await _ledger.DiscardAsync(failed);
        Assert.That(Files, Is.EquivalentTo(new[] { first.Key, spared.Key, last.Key }));
        await _ledger.EndAsync(CommitResult.Committed);
        Assert.That(_deleted, Is.EqualTo(new[] { Key(2) }));
    }

    [Test]
    public async Task Obsolete_files_can_be_forgotten()
    {
        LedgerEntry spared = await ObsoleteAsync(1), put = await PutAsync(2);
        _files.ForgetObsolete();
        await _ledger.EndAsync(CommitResult.Committed);
        Assert.That(Files, Is.EquivalentTo(new[] { spared.Key, put.Key }));
    }

    [Test]
    public async Task A_discarded_put_is_removed_at_once_and_once()
    {
        LedgerEntry needed = await PutAsync(1);
        await PutAsync(2);
        await _files.DiscardPutAsync(Key(2));
        Assert.That(Files, Is.EqualTo(new[] { needed.Key }));
        await _ledger.EndAsync(CommitResult.RolledBack);
        Assert.That(_deleted, Is.EqualTo(new[] { Key(2), Key(1) }));
    }

    [Test]
    public async Task Each_commit_handler_runs_once_also_after_one_that_fails()
    {
        List<int> called = [];
        InvalidOperationException failure = new("The handler failed.");
        _files.OnCommitted(() => called.Add(1));
        _files.OnCommitted(() => throw failure);
        _files.OnCommitted(() => called.Add(3));
        await _ledger.EndAsync(CommitResult.Committed);
        _ledger.RunCallbacks(CommitResult.Committed);
        Assert.That(called, Is.EqualTo(new[] { 1, 3 }));
        Assert.That(_logs.Entries.Select(entry => (entry.Event, entry.Exception)), Is.EqualTo(new[] { (4, (Exception?)failure) }));
    }

    [TestCase((int)CommitResult.RolledBack)]
    [TestCase((int)CommitResult.Unknown)]
    public async Task Without_a_certain_commit_no_handler_runs(int result)
    {
        bool isCalled = false;
        _files.OnCommitted(() => isCalled = true);
        await _ledger.EndAsync((CommitResult)result);
        _ledger.RunCallbacks(CommitResult.Committed);
        Assert.That(isCalled, Is.False);
    }

    [Test]
    public async Task A_file_that_can_not_be_removed_is_logged_and_counted_and_the_next_one_is_removed()
    {
        ImageStoreException failure = new("Forbidden");
        LedgerEntry stuck = await PutAsync(1);
        await PutAsync(2);
        _store.BeforeDelete = key => key == stuck.Key ? throw failure : Task.CompletedTask;
        await _ledger.EndAsync(CommitResult.RolledBack);
        Assert.That(Files, Is.EqualTo(new[] { stuck.Key }));
        Assert.That((_measured["imageattach.files.removed"], _measured["imageattach.files.left_behind"]), Is.EqualTo((1, 1)));
        Assert.That(_logs.Entries.Single(), Is.EqualTo((1, $"The file of {stuck.Key} is no longer needed, but could not be removed; it stays until the store is swept.", failure)));
    }

    [Test]
    public async Task After_the_timeout_no_further_file_is_removed()
    {
        // Longer than a busy machine takes to come to the first file.
        using IDisposable context = (ImageAttachSettings.Current with { StoreTimeout = TimeSpan.FromSeconds(5) }).Use();
        List<StoreKey> deleted = [];
        _store.BeforeDelete = key =>
        {
            deleted.Add(key);
            return Task.Delay(Timeout.Infinite);
        };
        await PutAsync(1);
        await PutAsync(2);
        await _ledger.EndAsync(CommitResult.RolledBack);
        Assert.That(deleted, Is.EqualTo(new[] { Key(1) }));
        Assert.That(_measured["imageattach.files.left_behind"], Is.EqualTo(2));
    }

    [Test]
    public async Task A_store_keeps_obsolete_files_for_a_while_but_not_needless_puts()
    {
        using IDisposable context = new ImageAttachSettings { Clock = new HandMovedClock() }.Use();
        _store.KeepReplacedFor = TimeSpan.FromHours(1);
        LedgerEntry obsolete = await ObsoleteAsync(1);
        await _ledger.EndAsync(CommitResult.Committed);
        _files = Begin();
        await PutAsync(2);
        await _ledger.EndAsync(CommitResult.RolledBack);
        Assert.That(Files, Is.EqualTo(new[] { obsolete.Key }));
    }

    [Test]
    public async Task Old_files_are_those_put_long_ago_that_no_operation_made_obsolete()
    {
        HandMovedClock clock = new();
        using IDisposable context = new ImageAttachSettings { Clock = clock }.Use();
        LedgerEntry old = await PutAsync(1), replaced = await PutAsync(2);
        Assert.That(_ledger.FindOldFiles(), Is.Empty);
        clock.Move(TimeSpan.FromHours(1));
        _files = Begin();
        await PutAsync(3);
        _files.TrackObsolete(replaced);
        Assert.That(_ledger.FindOldFiles(), Is.EqualTo(new[] { old }));
    }

    [Test]
    public async Task Tests_can_stop_an_end_after_the_lookup_and_after_each_file()
    {
        List<FaultPoint> reached = [];
        await PutAsync(1);
        await PutAsync(2);
        Fault.Reached = reached.Add;
        await _ledger.EndAsync(CommitResult.RolledBack);
        Assert.That(reached, Is.EqualTo(new[] { FaultPoint.FilesChecked, FaultPoint.FileRemoved, FaultPoint.FileRemoved }));
    }

    private static StoreKey Key(int id) => new("testing", ObjectId.From(id), 1, 1, "image/png", "r1");

    private FileLedger Begin() => _ledger.Begin(RowLookup.Create(_connection));

    private static (bool Committed, bool RolledBack, bool Unknown) ToCheck(TransactionLedger ledger) =>
        (ledger.HasFilesToCheck(CommitResult.Committed), ledger.HasFilesToCheck(CommitResult.RolledBack), ledger.HasFilesToCheck(CommitResult.Unknown));

    private Task NoteAsync(StoreKey key)
    {
        _deleted.Add(key);
        return Task.CompletedTask;
    }

    private async Task<LedgerEntry> FileAsync(int id, bool named = false)
    {
        await _memory.PutBytesAsync(Key(id), [1]);
        return new(_store, Key(id), _ => Task.FromResult(named));
    }

    private async Task<LedgerEntry> PutAsync(int id, bool named = false)
    {
        LedgerEntry entry = await FileAsync(id, named);
        _files.TrackPut(entry);
        return entry;
    }

    private async Task<LedgerEntry> ObsoleteAsync(int id, bool named = false)
    {
        LedgerEntry entry = await FileAsync(id, named);
        _files.TrackObsolete(entry);
        return entry;
    }

    private void AssertKept(LedgerEntry[] entries, Exception? cause)
    {
        Assert.That(Files, Is.EquivalentTo(entries.Select(entry => entry.Key)));
        Assert.That(_deleted, Is.Empty);
        Assert.That(_measured["imageattach.files.kept"], Is.EqualTo(entries.Length));
        Assert.That(_logs.Entries, Is.EqualTo(entries.Select(entry => (2, $"The file of {entry.Key} was kept, because a committed row names it, or it isn't known whether one does.", cause))));
    }
}
