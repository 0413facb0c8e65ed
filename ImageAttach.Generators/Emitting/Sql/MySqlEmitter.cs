using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting.Sql;

/// <summary>MariaDB and MySQL. Keys of text are compared by their bytes; in other collations 'a' is 'A'.</summary>
internal sealed class MySqlEmitter(EntityModel entity) : SqlEmitter(entity)
{
    private const int LongestInRow = 1_000;

    private const string Exactly = " character set utf8mb4 collate utf8mb4_bin";

    public override string Dialect => "MySql";

    // Not "insert ignore", which swallows every other fault of the row as well.
    protected override string OrNothing => $"on duplicate key update {Quote("width")} = {Table}.{Quote("width")}";

    // Also locks the gap where a first row would go.
    protected override string LockSet => $"select 1 from {Table} where {WhereSet} for update";

    protected override string ImageNames => "{ImageColumns.MySqlNames}";

    protected override string FromNothing => " from dual";

    protected override string TableOptions => " engine = InnoDB default character set utf8mb4";

    protected override string Quote(string name) => $"`{name}`";

    // A key's collation is what tells 'a' from 'A'.
    protected override string Named(ColumnModel column, string type) =>
        column is { IsKey: true, Kind: ColumnKind.String } && type.IndexOf("collate", StringComparison.OrdinalIgnoreCase) < 0 ? type + Exactly : type;

    // All columns of a row that aren't kept beside it share 65,535 bytes.
    protected override bool HoldsLength(ColumnModel column) => column.IsKey || column.Storage.MaxLength <= LongestInRow;

    protected override string TypeOf(ColumnModel column) => column.Kind switch
    {
        ColumnKind.Boolean => "boolean",
        ColumnKind.SByte => "tinyint",
        ColumnKind.Byte => "tinyint unsigned",
        ColumnKind.Int16 => "smallint",
        ColumnKind.UInt16 => "smallint unsigned",
        ColumnKind.Int32 => "int",
        ColumnKind.UInt32 => "int unsigned",
        ColumnKind.Int64 => "bigint",
        ColumnKind.UInt64 => "bigint unsigned",
        ColumnKind.Single => "float",
        ColumnKind.Double => "double",
        ColumnKind.Decimal => "decimal(38, 10)",
        ColumnKind.String when column.IsKey => $"varchar({Number(column.KeyLength)}){Exactly}",
        ColumnKind.String => HoldsLength(column) ? $"varchar({Number(column.Storage.MaxLength!.Value)})" : "longtext",
        ColumnKind.Guid => "char(36)",
        ColumnKind.Binary => HoldsLength(column) ? $"varbinary({Number(column.Storage.MaxLength!.Value)})" : "longblob",
        ColumnKind.DateOnly => "date",
        ColumnKind.TimeOnly => "time(6)",
        _ => "datetime(6)",
    };
}
