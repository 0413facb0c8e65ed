using System.Data.Common;
using Dapper;
using ImageAttach.Databases;

namespace ImageAttach.Tests.Databases.Own;

/// <summary>
/// A database of somebody else's: SQLite, spoken to in other words. It takes one statement a command and ten parameters, compares no rows, has no
/// truth values, returns nothing that it deletes, and is locked by rows.
/// </summary>
internal sealed class OwnDatabase : ImageDatabase
{
    public override string Name => "Own";

    public override int MaxParameters => 10;

    public override bool SupportsBatches => false;

    public override bool RunsInProcess => true;

    public override bool LocksGaps => true;

    public override bool LosesTransactions => false;

    public override string? BeginCommittedRead => null;

    public override IReadOnlyList<string> TransactionProbe { get; } = [$"savepoint {Probe}", $"release {Probe}"];

    protected override string TextLength => "length";

    protected override string FromNothing => " from (select 1)";

    protected override string TableOptions => " without rowid";

    protected override string RowListPrefix => "values ";

    public override string ComposeCreateTable(ImageTableDefinition table) =>
        $"create table if not exists {QuoteTable(table)} ({string.Join(", ", ComposeTableElements(table))}){TableOptions}";

    public override string ComposeInsertThumbnail(ImageTableDefinition table) =>
        $"insert or ignore into {QuoteTable(table)} ({ComposeColumnList(table)}) select {ComposeParameterList(table)}{FromNothing} where exists (" +
        $"select 1 from {QuoteTable(table)} where {ComposeSetCondition(table)} and {ComposeIsTrue(ImageColumn.Original)} and {Quote(ImageColumn.Revision.Name)} = @original_revision)";

    public override string ComposeLockSet(ImageTableDefinition table) => $"select 1 from {QuoteTable(table)} where {ComposeSetCondition(table)}";

    public override ListLock ComposeLockList(ImageTableDefinition table, IReadOnlyList<ImageColumn> key) => new(
        [$"{ComposeInsert(table)}\n{ComposeOnConflict(table)}", $"{ComposeDeleteSet(table)} and {Quote(ImageColumn.Revision.Name)} = @{ImageColumn.Revision.Parameter}"],
        UsesRow: true);

    public override bool ReturnsDeletedRows(DbConnection connection) => false;

    public override string ComposeIsTrue(ImageColumn column) => $"{Quote(column.Name)} = 1";

    public override string ComposeKeyCondition(IReadOnlyList<ImageColumn> key, int count) => key.Count == 1 && count == 1 ? $"{Quote(key[0].Name)} = {ComposeKeyParameters(key, 0)}" : string.Join(
        " or ", Enumerable.Range(0, count).Select(set => $"({string.Join(" and ", key.Select(column => $"{Quote(column.Name)} = {column.GetParameter(set)}"))})"));

    public override DatabaseErrorKind GetErrorKind(DbException failure) =>
        failure.Message.Contains("no such table", StringComparison.Ordinal) ? DatabaseErrorKind.MissingTable
        : failure.Message.Contains("no such savepoint", StringComparison.Ordinal) ? DatabaseErrorKind.LostSavepoint
        : DatabaseErrorKind.Other;

    public override bool ProvesRollback(Exception? failure) => FindSqlState(failure) == "40001";

    public override Task<string> GetIdentityAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult($"own {connection.DataSource}");

    public override Task<IReadOnlyList<OtherImageTable>> FindOtherTablesAsync(
        DbConnection connection, IReadOnlyList<ImageTableDefinition> tables, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<OtherImageTable>>([]);

    public override Task<string?> FindCommitWeaknessAsync(DbConnection connection) => Task.FromResult<string?>(null);

    public override async Task<ExistingTable?> FindTableAsync(DbConnection connection, ImageTableDefinition table, CancellationToken cancellationToken)
    {
        string[] columns = [.. await connection.QueryAsync<string>("select name from pragma_table_info(@name)", new { name = table.Name })];
        string[] key = [.. await connection.QueryAsync<string>("select name from pragma_table_info(@name) where pk > 0 order by pk", new { name = table.Name })];
        return columns.Length == 0 ? null : new(columns, key, KeyName: "its key");
    }

    public override string ComposeReplacePrimaryKey(ImageTableDefinition table, ExistingTable existing) => $"{existing.KeyName} becomes {ComposePrimaryKey(table)}";

    public override Task<IAsyncDisposable?> TryLockRunAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult<IAsyncDisposable?>(null);

    protected override string GetPrescribedType(ImageColumn column, string type) => $"{type} collate binary";

    protected override bool HoldsLength(ImageColumn column) => column.Kind == ImageColumnKind.Binary;

    protected override string? GetFiller(string type) => "0";

    protected override string GetColumnType(ImageColumn column) => column.Kind switch
    {
        ImageColumnKind.Binary => "blob",
        ImageColumnKind.Single or ImageColumnKind.Double or ImageColumnKind.Decimal => "real",
        ImageColumnKind.String when column.IsFixedLength || column.IsComparedExactly || column.MaxLength > ImageColumn.DefaultKeyLength => "text collate binary",
        >= ImageColumnKind.Boolean and <= ImageColumnKind.UInt64 => "integer",
        _ => "text",
    };
}
