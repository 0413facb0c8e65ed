using ImageAttach.Faults;
using ImageAttach.Stores;
using ImageAttach.Tests.Support;
using ImageAttach.Transactions;
using Microsoft.Data.Sqlite;

namespace ImageAttach.Tests.Transactions;

/// <summary>What becomes of the files that a ledger follows. A test answers in the place of the database.</summary>
public sealed class FileLedgerTests
{
    private FileLedger _ledger = null!;
    private List<StoreKey> _deleted = null!;
    private MemoryStore _memory = null!;
    private FaultyStore _store = null!;
    private SqliteConnection _judge = null!;
    private NotedLogs _logs = null!;
    private Measured _measured = null!;

    private IEnumerable<StoreKey> Files => _memory.ListAsync("testing").ToBlockingEnumerable().Select(file => file.Key);

    [SetUp]
    public void MakeStore()
    {
        (_ledger, _deleted, _memory) = (new(), [], new());
        _store = new(_memory) { BeforeDelete = NoteAsync };
        _judge = new("Data Source=:memory:");
        _judge.Open();
        (_logs, _measured) = (new(), new());
    }

    [TearDown]
    public void Clear()
    {
        Fault.Reached = null;
        LateRemoval.Clock = TimeProvider.System;
        FileRemoval.Patience = TimeSpan.FromSeconds(30);
        _judge.Dispose();
        _measured.Dispose();
        _logs.Dispose();
    }

    [Test]
    public async Task What_an_outcome_leaves_over_is_known_before_it_comes()
    {
        Assert.That(LeftOver(new()), Is.EqualTo((false, false, false)), "nothing noted");
        FileLedger put = new(), superseded = new(), told = new(), all = new();
        put.WillPut(await FileAsync(1));
        Assert.That(LeftOver(put), Is.EqualTo((false, true, true)), "put");
        superseded.Supersede(await FileAsync(2));
        Assert.That(LeftOver(superseded), Is.EqualTo((true, false, true)), "superseded");
        told.OnCommitted(() => { });
        Assert.That(LeftOver(told), Is.EqualTo((true, false, false)), "somebody to tell");
        all.WillPut(await FileAsync(3));
        all.Supersede(await FileAsync(4));
        all.OnCommitted(() => { });
        Assert.That(LeftOver(all), Is.EqualTo((true, true, true)), "all of these");
    }

    [Test]
    public async Task A_commit_removes_what_it_superseded_and_a_rollback_what_was_put([Values] bool asks)
    {
        LedgerEntry put = await PutAsync(1), superseded = await SupersedeAsync(2);
        await _ledger.EndAsync(Outcome.Committed, _judge, asks: asks);
        Assert.That(Files, Is.EqualTo(new[] { put.Key }));
        put = await PutAsync(3);
        superseded = await SupersedeAsync(4);
        await _ledger.EndAsync(Outcome.RolledBack, _judge, asks: asks);
        Assert.That(Files, Has.Member(superseded.Key).And.No.Member(put.Key));
        Assert.That((_measured["imageattach.files.removed"], _measured["imageattach.files.kept"]), Is.EqualTo((2, 0)));
        Assert.That(_logs.Entries, Is.Empty);
    }

    [Test]
    public async Task An_unknown_outcome_keeps_both_and_says_so([Values] bool asks)
    {
        LedgerEntry put = await PutAsync(1), superseded = await SupersedeAsync(2);
        IOException cause = new("Connection reset");
        await _ledger.EndAsync(Outcome.Unknown, _judge, cause, asks);
        AssertKept([put, superseded], cause);
    }

    [TestCase((int)Outcome.Committed)]
    [TestCase((int)Outcome.RolledBack)]
    public async Task Where_nobody_can_be_asked_both_are_kept(int outcome)
    {
        LedgerEntry put = await PutAsync(1), superseded = await SupersedeAsync(2);
        await _ledger.EndAsync((Outcome)outcome, connection: null, asks: true);
        AssertKept([put, superseded], cause: null);
    }

    [Test]
    public async Task Where_nobody_need_be_asked_no_connection_is_needed()
    {
        await PutAsync(1);
        await SupersedeAsync(2, named: true);
        await _ledger.EndAsync(Outcome.Committed, connection: null);
        await PutAsync(3, named: true);
        await _ledger.EndAsync(Outcome.RolledBack, connection: null);
        Assert.That(Files, Is.EqualTo(new[] { Key(1) }));
    }

    [Test]
    public async Task A_superseded_file_that_a_row_names_stays_and_what_was_put_in_vain_goes()
    {
        LedgerEntry named = await PutAsync(1, named: true), inVain = await PutAsync(2);
        LedgerEntry old = await SupersedeAsync(3, named: true), other = await SupersedeAsync(4);
        await _ledger.EndAsync(Outcome.Committed, _judge, asks: true);
        Assert.That(Files, Is.EquivalentTo(new[] { named.Key, old.Key }));
        Assert.That(_deleted, Is.EquivalentTo(new[] { inVain.Key, other.Key }));
        Assert.That(_logs.Entries.Select(entry => entry.Event), Is.EqualTo(new[] { 2, 2 }));
    }

    [Test]
    public async Task A_file_that_a_row_names_stays_after_a_rollback_too()
    {
        LedgerEntry named = await PutAsync(1, named: true), old = await SupersedeAsync(2);
        await PutAsync(3);
        await _ledger.EndAsync(Outcome.RolledBack, _judge, asks: true);
        Assert.That(Files, Is.EquivalentTo(new[] { named.Key, old.Key }));
    }

    [Test]
    public async Task A_judge_who_fails_or_has_gone_keeps_the_file()
    {
        LedgerEntry put = await FileAsync(1);
        IOException cause = new("Connection reset");
        _ledger.WillPut(put with { IsNamedAsync = _ => throw cause });
        await _ledger.EndAsync(Outcome.RolledBack, _judge, asks: true);
        AssertKept([put], cause);
        _judge.Close();
        LedgerEntry other = await PutAsync(2);
        await _ledger.EndAsync(Outcome.RolledBack, _judge, asks: true);
        Assert.That(Files, Is.EquivalentTo(new[] { put.Key, other.Key }));
    }

    [Test]
    public async Task Back_at_a_mark_all_is_forgotten_that_came_after_it_and_nothing_else()
    {
        List<string> told = [];
        LedgerEntry put = await PutAsync(1), superseded = await SupersedeAsync(2);
        _ledger.OnCommitted(() => told.Add("before"));
        LedgerMark mark = _ledger.Mark();
        await PutAsync(3);
        await PutAsync(4);
        LedgerEntry spared = await SupersedeAsync(5);
        _ledger.OnCommitted(() => told.Add("after"));
        await _ledger.RollBackToAsync(mark);
        Assert.That(Files, Is.EquivalentTo(new[] { put.Key, superseded.Key, spared.Key }));
        Assert.That(_ledger.Mark(), Is.EqualTo(mark));
        await _ledger.EndAsync(Outcome.Committed, _judge);
        Assert.That(Files, Is.EquivalentTo(new[] { put.Key, spared.Key }));
        Assert.That(told, Is.EqualTo(new[] { "before" }));
    }

    [Test]
    public async Task A_mark_of_a_ledger_that_has_ended_is_of_no_effect()
    {
        await PutAsync(1);
        await SupersedeAsync(2);
        LedgerMark mark = _ledger.Mark();
        await _ledger.EndAsync(Outcome.Committed, _judge);
        _ledger.ForgetSuperseded(mark);
        await _ledger.RollBackToAsync(mark);
        await _ledger.EndAsync(Outcome.RolledBack, _judge);
        Assert.That(Files, Is.EqualTo(new[] { Key(1) }), "ended once");
    }

    [Test]
    public async Task What_would_have_been_superseded_can_be_taken_back()
    {
        await SupersedeAsync(1);
        LedgerMark mark = _ledger.Mark();
        LedgerEntry spared = await SupersedeAsync(2), put = await PutAsync(3);
        _ledger.ForgetSuperseded(mark);
        await _ledger.EndAsync(Outcome.Committed, _judge);
        Assert.That(Files, Is.EquivalentTo(new[] { spared.Key, put.Key }));
    }

    [Test]
    public async Task A_withdrawn_file_goes_at_once_and_once()
    {
        LedgerEntry needed = await PutAsync(1);
        await PutAsync(2);
        await _ledger.WithdrawAsync(Key(2));
        Assert.That(Files, Is.EqualTo(new[] { needed.Key }));
        await _ledger.EndAsync(Outcome.RolledBack, _judge);
        Assert.That(_deleted, Is.EqualTo(new[] { Key(2), Key(1) }));
    }

    [Test]
    public async Task Who_waits_for_a_commit_is_told_once_and_not_kept_from_it_by_another_who_fails()
    {
        List<int> told = [];
        InvalidOperationException failure = new("I won't listen.");
        _ledger.OnCommitted(() => told.Add(1));
        _ledger.OnCommitted(() => throw failure);
        _ledger.OnCommitted(() => told.Add(3));
        await _ledger.EndAsync(Outcome.Committed, _judge);
        _ledger.Tell(Outcome.Committed);
        Assert.That(told, Is.EqualTo(new[] { 1, 3 }));
        Assert.That(_logs.Entries.Select(entry => (entry.Event, entry.Exception)), Is.EqualTo(new[] { (4, (Exception?)failure) }));
    }

    [TestCase((int)Outcome.RolledBack)]
    [TestCase((int)Outcome.Unknown)]
    public async Task Without_a_certain_commit_nobody_is_told(int outcome)
    {
        bool told = false;
        _ledger.OnCommitted(() => told = true);
        await _ledger.EndAsync((Outcome)outcome, _judge);
        _ledger.Tell(Outcome.Committed);
        Assert.That(told, Is.False);
    }

    [Test]
    public async Task A_file_that_can_not_be_removed_is_told_and_counted_and_the_next_one_goes()
    {
        ImageStoreException failure = new("Forbidden");
        LedgerEntry stuck = await PutAsync(1);
        await PutAsync(2);
        _store.BeforeDelete = key => key == stuck.Key ? throw failure : Task.CompletedTask;
        await _ledger.EndAsync(Outcome.RolledBack, _judge);
        Assert.That(Files, Is.EqualTo(new[] { stuck.Key }));
        Assert.That((_measured["imageattach.files.removed"], _measured["imageattach.files.left_behind"]), Is.EqualTo((1, 1)));
        Assert.That(_logs.Entries.Single(), Is.EqualTo((1, $"The file of {stuck.Key} is no longer needed, but could not be removed; it stays until the store is swept.", failure)));
    }

    [Test]
    public async Task Once_patience_has_ended_a_store_is_not_asked_any_more()
    {
        FileRemoval.Patience = TimeSpan.FromMilliseconds(20);
        List<StoreKey> asked = [];
        _store.BeforeDelete = key =>
        {
            asked.Add(key);
            return Task.Delay(Timeout.Infinite);
        };
        await PutAsync(1);
        await PutAsync(2);
        await _ledger.EndAsync(Outcome.RolledBack, _judge);
        Assert.That(asked, Is.EqualTo(new[] { Key(1) }));
        Assert.That(_measured["imageattach.files.left_behind"], Is.EqualTo(2));
    }

    [Test]
    public async Task A_store_keeps_for_a_while_what_was_superseded_and_not_what_was_put_in_vain()
    {
        LateRemoval.Clock = new HandMovedClock();
        _store.KeepReplacedFor = TimeSpan.FromHours(1);
        LedgerEntry superseded = await SupersedeAsync(1);
        await _ledger.EndAsync(Outcome.Committed, _judge);
        await PutAsync(2);
        await _ledger.EndAsync(Outcome.RolledBack, _judge);
        Assert.That(Files, Is.EqualTo(new[] { superseded.Key }));
    }

    [Test]
    public async Task Tests_can_stop_an_end_after_the_judgement_and_after_each_file()
    {
        List<FaultPoint> reached = [];
        await PutAsync(1);
        await PutAsync(2);
        Fault.Reached = reached.Add;
        await _ledger.EndAsync(Outcome.RolledBack, _judge, asks: true);
        Assert.That(reached, Is.EqualTo(new[] { FaultPoint.Judged, FaultPoint.FileRemoved, FaultPoint.FileRemoved }));
    }

    private static StoreKey Key(int id) => new("testing", ObjectId.From(id), 1, 1, "image/png", "r1");

    private static (bool Committed, bool RolledBack, bool Unknown) LeftOver(FileLedger ledger) =>
        (ledger.HasLeftOver(Outcome.Committed), ledger.HasLeftOver(Outcome.RolledBack), ledger.HasLeftOver(Outcome.Unknown));

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
        _ledger.WillPut(entry);
        return entry;
    }

    private async Task<LedgerEntry> SupersedeAsync(int id, bool named = false)
    {
        LedgerEntry entry = await FileAsync(id, named);
        _ledger.Supersede(entry);
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
