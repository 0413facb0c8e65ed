using System.Data;
using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Transactions;
using IsolationLevel = System.Data.IsolationLevel;
using Transaction = System.Transactions.Transaction;

namespace ImageAttach.Tests.Databases.Conformance;

/// <summary>A good database each of whose members can be replaced by a bad one.</summary>
/// <param name="good">What the good members use.</param>
internal sealed class LooseDatabase(ImageDatabase good) : ImageDatabase
{
    public ImageDatabase Good => good;

    public int WithMaxParameters { get; set; } = good.MaxParameters;

    public string? WithClockQuery { get; set; } = good.ClockQuery;

    public string? WithBeginCommittedRead { get; set; } = good.BeginCommittedRead;

    public string WithEndCommittedRead { get; set; } = good.EndCommittedRead;

    public IReadOnlyList<string> WithTransactionProbe { get; set; } = good.TransactionProbe;

    public IReadOnlyList<string> WithCommitProbe { get; set; } = good.CommitProbe;

    public Func<ImageColumn, string> OnComposeColumn { get; set; } = good.ComposeColumn;

    public Func<ImageTableDefinition, string?> OnComposeLockSet { get; set; } = good.ComposeLockSet;

    public Func<ImageTableDefinition, IReadOnlyList<ImageColumn>, ListLock?> OnComposeLockList { get; set; } = good.ComposeLockList;

    public Func<DbException, DatabaseErrorKind> OnGetErrorKind { get; set; } = good.GetErrorKind;

    public Func<Exception?, bool> OnProvesRollback { get; set; } = good.ProvesRollback;

    public Func<DbConnection, bool> OnIsLost { get; set; } = good.IsLost;

    public Func<DbConnection, Task<string>> OnGetIdentityAsync { get; set; } = connection => good.GetIdentityAsync(connection, CancellationToken.None);

    public Func<DbConnection, IReadOnlyList<ImageTableDefinition>, Task<IReadOnlyList<OtherImageTable>>> OnFindOtherTablesAsync { get; set; } = (connection, tables) => good.FindOtherTablesAsync(connection, tables, CancellationToken.None);

    public Func<DbConnection, Task<bool>> OnIsInTransactionAsync { get; set; } = connection => good.IsInTransactionAsync(connection, CancellationToken.None);

    public Func<DbConnection, Task<bool>> OnIsStandbyAsync { get; set; } = connection => good.IsStandbyAsync(connection, CancellationToken.None);

    public Func<DbConnection, Task<string?>> OnFindCommitWeaknessAsync { get; set; } = good.FindCommitWeaknessAsync;

    public Func<DbConnection, ImageTableDefinition, Task<ExistingTable?>> OnFindTableAsync { get; set; } = (connection, table) => good.FindTableAsync(connection, table, CancellationToken.None);

    public Func<ImageTableDefinition, ImageColumn, string> OnComposeAddColumn { get; set; } = good.ComposeAddColumn;

    public Func<ImageTableDefinition, ExistingTable, string> OnComposeReplacePrimaryKey { get; set; } = good.ComposeReplacePrimaryKey;

    public Func<DbConnection, Task<IAsyncDisposable?>> OnTryLockRunAsync { get; set; } = connection => good.TryLockRunAsync(connection, CancellationToken.None);

    public Func<ImageTableDefinition, string> OnComposeCreateTable { get; set; } = good.ComposeCreateTable;

    public Func<ImageTableDefinition, string> OnComposeSelect { get; set; } = good.ComposeSelect;

    public Func<ImageTableDefinition, string> OnComposeInsertThumbnail { get; set; } = good.ComposeInsertThumbnail;

    public Func<ImageTableDefinition, string> OnComposeDeleteSetReturning { get; set; } = good.ComposeDeleteSetReturning;

    public Func<ImageColumn, string> OnComposeIsTrue { get; set; } = good.ComposeIsTrue;

    public Func<string, string?, int, string> OnComposeLimited { get; set; } = good.ComposeLimited;

    public Func<IReadOnlyList<ImageColumn>, int, string> OnComposeKeyCondition { get; set; } = good.ComposeKeyCondition;

    public Func<IsolationLevel, bool> OnIsSafe { get; set; } = good.IsSafe;

    public Func<DbConnection, string?> OnFindAmbientObstacle { get; set; } = good.FindAmbientObstacle;

    public Func<string, string> OnComposeRollbackTo { get; set; } = good.ComposeRollbackTo;

    public Func<string, string?> OnComposeRelease { get; set; } = good.ComposeRelease;

    public Action<DbParameter, DbType, object?> OnSetValue { get; set; } = good.SetValue;

    public override string Name => good.Name;

    public override int MaxParameters => WithMaxParameters;

    public override bool SupportsBatches => good.SupportsBatches;

    public override bool RunsInProcess => good.RunsInProcess;

    public override string ForUpdate => good.ForUpdate;

    public override bool LocksGaps => good.LocksGaps;

    public override bool LockReturnsRows => good.LockReturnsRows;

    public override bool SyncsCommits => good.SyncsCommits;

    public override string? ClockQuery => WithClockQuery;

    public override IsolationLevel OperationIsolation => good.OperationIsolation;

    public override string? BeginCommittedRead => WithBeginCommittedRead;

    public override string EndCommittedRead => WithEndCommittedRead;

    public override string? BeforeCommittedQuery => good.BeforeCommittedQuery;

    public override IReadOnlyList<string> TransactionProbe => WithTransactionProbe;

    public override IReadOnlyList<string> CommitProbe => WithCommitProbe;

    public override bool LosesTransactions => good.LosesTransactions;

    public override string Quote(string name) => good.Quote(name);

    public override string QuoteTable(ImageTableDefinition table) => good.QuoteTable(table);

    public override string QuoteTable(string name) => good.QuoteTable(name);

    public override string ComposeColumn(ImageColumn column) => OnComposeColumn(column);

    public override string? ComposeLockSet(ImageTableDefinition table) => OnComposeLockSet(table);

    public override ListLock? ComposeLockList(ImageTableDefinition table, IReadOnlyList<ImageColumn> key) => OnComposeLockList(table, key);

    public override string ComposeMaximum(ImageColumn column) => good.ComposeMaximum(column);

    public override bool ReturnsDeletedRows(DbConnection connection) => good.ReturnsDeletedRows(connection);

    public override DatabaseErrorKind GetErrorKind(DbException failure) => OnGetErrorKind(failure);

    public override bool ProvesRollback(Exception? failure) => OnProvesRollback(failure);

    public override bool IsAnswer(DbException failure) => good.IsAnswer(failure);

    public override bool IsLost(DbConnection connection) => OnIsLost(connection);

    public override Task<string> GetIdentityAsync(DbConnection connection, CancellationToken cancellationToken) => OnGetIdentityAsync(connection);

    public override string ComposeStoreTable(string name) => good.ComposeStoreTable(name);

    public override Task<TimeSpan?> FindOldestTransactionAsync(DbConnection connection, IReadOnlyList<ImageTableDefinition> tables, CancellationToken cancellationToken) => good.FindOldestTransactionAsync(connection, tables, cancellationToken);

    public override Task<IReadOnlyList<OtherImageTable>> FindOtherTablesAsync(DbConnection connection, IReadOnlyList<ImageTableDefinition> tables, CancellationToken cancellationToken) => OnFindOtherTablesAsync(connection, tables);

    public override Task<bool> IsInTransactionAsync(DbConnection connection, CancellationToken cancellationToken) => OnIsInTransactionAsync(connection);

    public override Task<bool> ReadsUncommittedAsync(DbConnection connection, CancellationToken cancellationToken) => good.ReadsUncommittedAsync(connection, cancellationToken);

    public override Task<bool> IsHiddenAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken) => good.IsHiddenAsync(connection, table, cancellationToken);

    public override Task<bool> IsHiddenAsync(DbConnection connection, OtherImageTable table, CancellationToken cancellationToken) => good.IsHiddenAsync(connection, table, cancellationToken);

    public override Task<bool> IsStandbyAsync(DbConnection connection, CancellationToken cancellationToken) => OnIsStandbyAsync(connection);

    public override Task<string?> FindCommitWeaknessAsync(DbConnection connection) => OnFindCommitWeaknessAsync(connection);

    public override Task<ExistingTable?> FindTableAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken) => OnFindTableAsync(connection, table);

    public override string ComposeAddColumn(ImageTableDefinition table, ImageColumn column) => OnComposeAddColumn(table, column);

    public override string ComposeReplacePrimaryKey(ImageTableDefinition table, ExistingTable existing) => OnComposeReplacePrimaryKey(table, existing);

    public override Task<IAsyncDisposable?> TryLockRunAsync(DbConnection connection, CancellationToken cancellationToken) => OnTryLockRunAsync(connection);

    public override string ComposeCreateTable(ImageTableDefinition table) => OnComposeCreateTable(table);

    public override string ComposeSelect(ImageTableDefinition table) => OnComposeSelect(table);

    public override string ComposeInsert(ImageTableDefinition table) => good.ComposeInsert(table);

    public override string ComposeInsertThumbnail(ImageTableDefinition table) => OnComposeInsertThumbnail(table);

    public override string ComposeDeleteSet(ImageTableDefinition table) => good.ComposeDeleteSet(table);

    public override string ComposeDeleteSetReturning(ImageTableDefinition table) => OnComposeDeleteSetReturning(table);

    public override string ComposeIsTrue(ImageColumn column) => OnComposeIsTrue(column);

    public override string ComposeLimited(string select, string? orderBy, int count) => OnComposeLimited(select, orderBy, count);

    public override string ComposeKeyCondition(IReadOnlyList<ImageColumn> key, int count) => OnComposeKeyCondition(key, count);

    public override bool IsSafe(IsolationLevel isolation) => OnIsSafe(isolation);

    public override IsolationLevel GetSafeIsolation(IsolationLevel requested) => good.GetSafeIsolation(requested);

    public override IsolationLevel GetAmbientIsolation(Transaction transaction, DbConnection connection) => good.GetAmbientIsolation(transaction, connection);

    public override string? FindAmbientObstacle(DbConnection connection) => OnFindAmbientObstacle(connection);

    public override Task<IAsyncDisposable> HideUncommittedAsync(DbConnection connection) => good.HideUncommittedAsync(connection);

    public override IReadOnlyList<string> ComposeSavepoint(string name) => good.ComposeSavepoint(name);

    public override ValueTask<DbTransaction> BeginTransactionAsync(DbConnection connection, IsolationLevel isolation, CancellationToken cancellationToken) => good.BeginTransactionAsync(connection, isolation, cancellationToken);

    public override string ComposeRollbackTo(string name) => OnComposeRollbackTo(name);

    public override string? ComposeRelease(string name) => OnComposeRelease(name);

    public override void SetValue(DbParameter parameter, DbType type, object? value) => OnSetValue(parameter, type, value);

    protected override string GetColumnType(ImageColumn column) => throw new NotSupportedException("The definition of a whole column is taken from the good database.");
}
