using System.Data;
using ImageAttach.Databases;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Databases.Conformance;

/// <summary>A database that breaks a promise.</summary>
/// <param name="Check">The check that finds it out.</param>
/// <param name="Says">What the check says.</param>
/// <param name="Break">Replaces a good member.</param>
/// <param name="Kind">The good database.</param>
internal sealed record BrokenDatabase(string Check, string Says, Action<LooseDatabase> Break, DatabaseKind Kind = DatabaseKind.Sqlite)
{
    private const string Picture = "conformance_picture";

    /// <summary>Gets databases for all checks, in the order of the checks.</summary>
    public static IReadOnlyList<BrokenDatabase> All { get; } =
    [
        // Locks.
        new("An attachment to a set waits for a transaction that attached to it, and replaces what that committed", "didn't wait", WithoutLocks, DatabaseKind.PostgreSql),
        new("An attachment to a set waits for a transaction that attached to it, until that is rolled back", "didn't wait", WithoutLocks, DatabaseKind.PostgreSql),
        new("An attachment to a set with images waits for a transaction that removed them", "but failed", broken => broken.OnComposeLockSet = table => $"select 1 from {broken.QuoteTable(table)} for update nowait", DatabaseKind.PostgreSql),
        new("An addition to a list waits for a transaction that added to it, and gets the next place", "duplicate key", WithoutLocks, DatabaseKind.PostgreSql),
        new("An addition to a list waits for a transaction that added to it, and gets its place when that is rolled back", "but failed", broken => broken.OnComposeLockList = (table, _) => new([$"lock table {broken.QuoteTable(table)} in exclusive mode nowait"], UsesRow: false), DatabaseKind.PostgreSql),
        new("A run of the tool keeps others out until it ends", "while the first one had it", broken => broken.OnTryLockRunAsync = _ => Task.FromResult<IAsyncDisposable?>(new MemoryStream())),
        new("A run of the tool keeps others out until it ends", "no other run was at work", broken => broken.OnTryLockRunAsync = _ => Task.FromResult<IAsyncDisposable?>(null)),

        // Races.
        new("Of concurrent attaches to one set, one original remains", "weren't removed", broken => broken.OnComposeDeleteSetReturning = broken.ComposeDeleteSet),
        new("Concurrent adds to one list get a place each", "UNIQUE constraint failed", broken => broken.OnComposeKeyCondition = (_, _) => "1 = 0"),
        new("Concurrent requests for a thumbnail share one row", "threw", broken => broken.OnComposeInsertThumbnail = _ => "select 1"),
        new("A thumbnail that is there already isn't added, replaced or reported as an error", "threw SqliteException", broken => broken.OnComposeInsertThumbnail = table => broken.Good.ComposeInsertThumbnail(table).Replace("on conflict do nothing", "")),
        new("A thumbnail that is there already isn't added, replaced or reported as an error", "'r1, r3'", broken => broken.OnComposeInsertThumbnail = table => broken.Good.ComposeInsertThumbnail(table).Replace("on conflict do nothing", "").Replace("insert into", "insert or replace into")),
        new("A thumbnail of an original that was replaced isn't added", "'r2'", broken => broken.OnComposeInsertThumbnail = table => broken.Good.ComposeInsert(table) + " on conflict do nothing"),
        new("A table that others create at the same time is created once", "already exists", broken => broken.OnComposeCreateTable = table => broken.Good.ComposeCreateTable(table).Replace("if not exists ", "")),

        // Savepoints.
        new("A savepoint that is rolled back takes the rows since with it, and no others", "1, 2, 3", broken => broken.OnComposeRollbackTo = _ => "select 1"),
        new("Savepoints nest, and one that is released keeps its rows", "because a savepoint was rolled back", broken => broken.OnComposeRollbackTo = _ => "rollback to savepoint conformance_a"),
        new("After an error a transaction goes on from a savepoint", "threw", broken => broken.OnComposeRollbackTo = _ => "rollback"),
        new("An operation that fails leaves the rest of its transaction", "was stored", broken => ReplaceInTable(broken, " check (length(\"note\") <= 10)", "")),
        new("A savepoint of an image transaction undoes rows and files", "no such savepoint", broken => broken.OnComposeRelease = _ => "release savepoint imageattach_1"),

        // Transactions.
        new("A transaction that an error has doomed isn't reported as committed", "it should commit, or throw", broken => broken.WithCommitProbe = ["rollback"], DatabaseKind.PostgreSql),
        new("A connection knows whether it is in a transaction", "In a transaction IsInTransactionAsync gave False", broken => broken.OnIsInTransactionAsync = _ => Task.FromResult(false)),
        new("A probe changes nothing in a transaction", "there should be those of 1 and 2", broken => broken.WithTransactionProbe = [$"delete from {Picture}"]),
        new("A probe changes nothing in a transaction", "succeeded outside of a transaction", broken => broken.WithTransactionProbe = ["select 1"], DatabaseKind.MariaDb),
        new("Only proof counts as a rollback", "took no error for a proof", broken => broken.OnProvesRollback = _ => true),
        new("Only proof counts as a rollback", "57P01", broken => broken.OnProvesRollback = failure => failure is System.Data.Common.DbException { SqlState: "57P01" }),
        new("A connection is lost when it is closed, and not before", "for an open connection", broken => broken.OnIsLost = _ => true),
        new("A connection is lost when it is closed, and not before", "for a closed connection", broken => broken.OnIsLost = _ => false),
        new("What may undo a commit is named on one line", "should give null", broken => broken.OnFindCommitWeaknessAsync = _ => Task.FromResult<string?>("")),
        new("The isolation of operations is safe", "calls unsafe", broken => broken.OnIsSafe = isolation => isolation == IsolationLevel.Serializable),
        new("The victim of a deadlock gets a conflict, and isn't reported as committed without its rows", "it should be Conflict", broken => broken.OnGetErrorKind = _ => DatabaseErrorKind.Other, DatabaseKind.PostgreSql),

        // Values.
        new("Times keep their microseconds, and an instant is the same in UTC", "values should come back", broken => broken.OnSetValue = (parameter, type, value) => broken.Good.SetValue(parameter, type, value is DateTimeOffset time ? time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond)) : value)),
        new("Times keep their microseconds, and an instant is the same in UTC", "values should come back", broken => broken.OnSetValue = (parameter, type, value) => broken.Good.SetValue(parameter, type, value is DateTimeOffset time ? time.AddHours(1) : value)),
        new("Whole numbers keep the least value of their type", "values should come back", broken => Change<long>(broken, number => Math.Max(number, -long.MaxValue))),
        new("Whole numbers keep the greatest value of their type", "values should come back", broken => Change<ulong>(broken, number => Math.Min(number, long.MaxValue))),
        new("Fractions keep their digits", "values should come back", broken => Change<decimal>(broken, number => (decimal)(double)number)),
        new("Texts keep every letter, blanks at their end, and their length", "values should come back", broken => Change<string>(broken, text => text.TrimEnd())),
        new("An empty text, no bytes and false aren't null", "values should come back", broken => broken.OnSetValue = (parameter, type, value) => broken.Good.SetValue(parameter, type, value is "" && parameter.ParameterName == "@text" ? null : value)),
        new("Guids, bytes and true come back as they were", "values should come back", broken => Change<byte[]>(broken, bytes => [.. bytes.Take(255)])),
        new("What is null stays null", "values should come back", broken => broken.OnSetValue = (parameter, type, value) => broken.Good.SetValue(parameter, type, value ?? (type == DbType.Double ? 0.0 : null))),
        new("The clock of the database is in UTC", "it should give the time in UTC", broken => broken.WithClockQuery = "select datetime('now', '+2 hours')"),

        // Keys.
        new("Texts of keys that differ in letter case are different keys", "should ignore nothing", broken => Collate(broken, "nocase")),
        new("Texts of keys that differ in an accent are different keys", "should ignore nothing", WithUnicode, DatabaseKind.MariaDb),
        new("Texts of keys that differ in blanks at their end are different keys", "should ignore nothing", broken => Collate(broken, "rtrim")),
        new("Texts of keys that differ in blanks at their end are different keys", "should ignore nothing", broken => ReplaceCollation(broken, "utf8mb4_bin"), DatabaseKind.MariaDb),
        new("Texts of keys that differ in width or in kind of letter are different keys", "should ignore nothing", WithUnicode, DatabaseKind.MariaDb),
        new("Texts of keys may be any text, of any length up to the column's", "threw", broken => ReplaceInTable(broken, "<= 20", "< 20")),

        // Queries.
        new("A query takes as many parameters as MaxParameters says", "MaxParameters should be smaller", broken => broken.WithMaxParameters = 40_000),
        new("Many sets are found by keys of two columns", "they should have", broken => broken.OnComposeKeyCondition = (key, count) => broken.Good.ComposeKeyCondition(key, Math.Min(count, 1))),
        new("Originals are counted apart from thumbnails", "See ComposeIsTrue", broken => broken.OnComposeIsTrue = _ => "1 = 1"),
        new("A table is read page by page, each row once", "it should give each once", broken => broken.OnComposeLimited = (select, orderBy, count) => broken.Good.ComposeLimited(select, orderBy, count - 1)),
        new("The first rows in an order are those", "they should be 1, 2", broken => broken.OnComposeLimited = (select, _, count) => broken.Good.ComposeLimited(select, "1 desc", count)),

        // Isolation.
        new("A set shows what is committed, and nothing else", "which is committed", broken => broken.OnComposeSelect = table => "set session transaction isolation level read uncommitted; " + broken.Good.ComposeSelect(table), DatabaseKind.MariaDb),
        new("A committed read sees committed rows, all of them, and nothing else", "gave different rows", broken => broken.WithBeginCommittedRead = "set transaction isolation level read uncommitted; start transaction read only", DatabaseKind.MariaDb),
        new("A committed read leaves the connection outside of a transaction", "after EndCommittedRead", broken => broken.WithEndCommittedRead = "select 1"),
        new("A transaction sees its own rows", "it should", broken => broken.OnComposeSelect = table => broken.Good.ComposeSelect(table).Replace($"\"{Picture}\"", $"(select * from {Picture} limit 0)")),

        // Sweeps.
        new("A database identifies itself by one line, which stays the same", "as long as the database is the same", broken => broken.OnGetIdentityAsync = _ => Task.FromResult(Guid.NewGuid().ToString())),
        new("A database identifies itself by one line, which stays the same", "at most 500 characters", broken => broken.OnGetIdentityAsync = _ => Task.FromResult(new string('x', 501))),
        new("A sweep removes files without a row, and no others", "SweepRefusedException", broken => broken.OnGetIdentityAsync = _ => Task.FromResult(Guid.NewGuid().ToString())),
        new("A store that another database claimed is swept after it is adopted, and not before", "that should throw SweepRefusedException", broken => broken.OnGetIdentityAsync = _ => Task.FromResult("elsewhere")),
        new("Image tables that the caller doesn't name are found", "didn't list", broken => broken.OnFindOtherTablesAsync = (_, _) => Task.FromResult<IReadOnlyList<OtherImageTable>>([])),
        new("A session for tests is trusted to sweep", "IsStandbyAsync gave true", broken => broken.OnIsStandbyAsync = _ => Task.FromResult(true)),

        // Errors.
        new("A row whose key is taken is reported as a duplicate", "GetErrorKind called the error Other", WithoutErrors),
        new("A table that doesn't exist is reported as missing", "it should be MissingTable", broken => broken.OnGetErrorKind = _ => DatabaseErrorKind.DuplicateKey),
        new("A column that doesn't exist is reported as missing", "it should be MissingColumn", WithoutErrors),
        new("A missing table is explained to the caller", "it should throw ImageTableException", WithoutErrors),

        // Ambient transactions.
        new("Rows follow a TransactionScope that is completed, or the connection is refused", "it should throw NotSupportedException", broken => broken.OnFindAmbientObstacle = _ => System.Transactions.Transaction.Current is null ? "None takes part." : null, DatabaseKind.PostgreSql),
        new("Rows follow a TransactionScope that isn't completed, or the connection is refused", "There is a row", broken => broken.OnFindAmbientObstacle = _ => null),

        // Tables.
        new("A table has the columns and the primary key that its image type declares", "differs from its image type", broken => broken.OnFindTableAsync = (_, _) => Task.FromResult<ExistingTable?>(null)),
        new("A table that exists is created again without an error", "already exists", broken => broken.OnComposeCreateTable = table => broken.Good.ComposeCreateTable(table).Replace("if not exists ", "")),
        new("A table that exists is created again without an error", "A row was lost", broken => broken.OnComposeCreateTable = table => $"drop table if exists {table.Name}; {broken.Good.ComposeCreateTable(table)}"),
        new("A column of any type can be added to a table that has rows", "which failed", broken => broken.OnComposeAddColumn = (table, column) => $"alter table {table.Name} add column {column.Name} {broken.Good.ComposeColumn(column)}"),
        new("The primary key of a table can be replaced", "it should be (owner_id, place", broken => broken.OnComposeReplacePrimaryKey = (_, _) => "select 1"),
    ];

    private static void WithoutLocks(LooseDatabase broken) => (broken.OnComposeLockSet, broken.OnComposeLockList) = (_ => null, (_, _) => null);

    private static void WithoutErrors(LooseDatabase broken) => broken.OnGetErrorKind = _ => DatabaseErrorKind.Other;

    private static void WithUnicode(LooseDatabase broken) => ReplaceCollation(broken, "utf8mb4_unicode_ci");

    private static void Collate(LooseDatabase broken, string collation) =>
        ReplaceInTable(broken, "\"sample_word_text\" varchar(20)", $"\"sample_word_text\" varchar(20) collate {collation}");

    private static void ReplaceCollation(LooseDatabase broken, string collation) => ReplaceInTable(broken, "utf8mb4_nopad_bin", collation);

    private static void ReplaceInTable(LooseDatabase broken, string good, string bad) =>
        broken.OnComposeCreateTable = table => broken.Good.ComposeCreateTable(table).Replace(good, bad);

    private static void Change<T>(LooseDatabase broken, Func<T, T> change) =>
        broken.OnSetValue = (parameter, type, value) => broken.Good.SetValue(parameter, type, value is T given ? change(given) : value);
}
