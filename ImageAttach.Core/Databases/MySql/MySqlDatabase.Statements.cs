using System.Data.Common;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <content>Statements and types. Texts of keys are compared by their bytes; in other collations 'a' is 'A'.</content>
public sealed partial class MySqlDatabase
{
    private const int MaxLengthInRow = 1_000;

    // Not utf8mb4_bin, which ignores trailing blanks. MariaDB reads the first of the two comments, MySQL the second.
    private const string Exactly = " character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */";

    /// <inheritdoc/>
    public override string ForUpdate => " for update";

    /// <inheritdoc/>
    public override bool LocksGaps => true;

    /// <inheritdoc/>
    protected override string FromNothing => " from dual";

    /// <inheritdoc/>
    protected override string TableOptions => " engine = InnoDB default character set utf8mb4";

    /// <inheritdoc/>
    /// <remarks>MariaDB can.</remarks>
    public override bool ReturnsDeletedRows(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.ServerVersion.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    /// <remarks>Also locks the gap where a first row would go.</remarks>
    public override string ComposeLockSet(ImageTableDefinition table) => $"select 1 from {QuoteTable(table)} where {ComposeSetCondition(table)}{ForUpdate}";

    /// <inheritdoc/>
    /// <remarks>
    /// No lock ends with the transaction and needs no row. Locking the gap where a first row would go doesn't help: many can lock it, and then none of
    /// them can insert. So a row is inserted that no set has, and removed at once. Others who insert it wait. The update makes them wait for an
    /// exclusive lock; for shared ones all would be admitted together.
    /// </remarks>
    public override ListLock ComposeLockList(ImageTableDefinition table, IReadOnlyList<ImageColumn> key)
    {
        string size = string.Join(" and ", ImageColumn.OfPrimaryKey.Select(column => $"{Quote(column.Name)} = @{column.Parameter}"));
        string width = Quote(ImageColumn.Width.Name);
        return new(
            [$"{ComposeInsert(table)}\non duplicate key update {width} = {width}", $"delete from {QuoteTable(table)} where {ComposeSetCondition(table)} and {size}"],
            UsesRow: true);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The sum makes the server read the list from its beginning, so that those who wait hold no lock. The maximum of a column it looks up from the end,
    /// and locks the gap behind it before it waits for the row: two of them would be a deadlock.
    /// </remarks>
    public override string ComposeMaximum(ImageColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return $"max({Quote(column.Name)} + 0)";
    }

    /// <inheritdoc/>
    /// <remarks>Not <c>insert ignore</c>, which swallows every other fault of the row as well.</remarks>
    protected override string ComposeOnConflict(ImageTableDefinition table)
    {
        string width = Quote(ImageColumn.Width.Name);
        return $"on duplicate key update {width} = {QuoteTable(table)}.{width}";
    }

    /// <inheritdoc/>
    protected override string GetPrescribedType(ImageColumn column, string type)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(type);
        return column.IsComparedExactly && !type.Contains("collate", StringComparison.OrdinalIgnoreCase) ? type + Exactly : type;
    }

    /// <inheritdoc/>
    /// <remarks>All columns of a row that aren't kept beside it share 65,535 bytes.</remarks>
    protected override bool HoldsLength(ImageColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.IsKey || column.MaxLength <= MaxLengthInRow;
    }

    /// <inheritdoc/>
    protected override string GetColumnType(ImageColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return column.Kind switch
        {
            ImageColumnKind.Boolean => "boolean",
            ImageColumnKind.SByte => "tinyint",
            ImageColumnKind.Byte => "tinyint unsigned",
            ImageColumnKind.Int16 => "smallint",
            ImageColumnKind.UInt16 => "smallint unsigned",
            ImageColumnKind.Int32 => "int",
            ImageColumnKind.UInt32 => "int unsigned",
            ImageColumnKind.Int64 => "bigint",
            ImageColumnKind.UInt64 => "bigint unsigned",
            ImageColumnKind.Single => "float",
            ImageColumnKind.Double => "double",
            ImageColumnKind.Decimal => "decimal(38, 10)",
            ImageColumnKind.String when column.IsComparedExactly => $"varchar({Format(column.MaxLength ?? ImageColumn.DefaultKeyLength)}){Exactly}",
            ImageColumnKind.String when column.IsFixedLength => $"char({Format(column.MaxLength!.Value)})",
            ImageColumnKind.String => HoldsLength(column) ? $"varchar({Format(column.MaxLength!.Value)})" : "longtext",
            ImageColumnKind.Guid => "char(36)",
            ImageColumnKind.Binary => HoldsLength(column) ? $"varbinary({Format(column.MaxLength!.Value)})" : "longblob",
            ImageColumnKind.DateOnly => "date",
            ImageColumnKind.TimeOnly => "time(6)",
            _ => "datetime(6)",
        };
    }
}
