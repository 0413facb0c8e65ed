using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting.Sql;

/// <summary>PostgreSQL. It has no unsigned integers; theirs are kept in the next wider type.</summary>
internal sealed class PostgreSqlEmitter(EntityModel entity) : SqlEmitter(entity)
{
    private readonly EntityModel _entity = entity;

    public override string Dialect => "PostgreSql";

    protected override string OrNothing => "on conflict do nothing";

    // Rows can't be locked before there are any. Two sets whose numbers meet wait for each other, no more.
    protected override string LockSet =>
        $"select pg_advisory_xact_lock(hashtextextended(concat_ws('/', '{_entity.Table.FullName.Replace("'", "''")}', {Key}), 0))";

    protected override string Quote(string name) => $"\"{name}\"";

    private string Key => string.Join(", ", _entity.KeyColumns.Select(column => "@" + column.Parameter));

    protected override bool HoldsLength(ColumnModel column) => column.Kind == ColumnKind.String;

    protected override string TypeOf(ColumnModel column) => column.Kind switch
    {
        ColumnKind.Boolean => "boolean",
        ColumnKind.SByte or ColumnKind.Byte or ColumnKind.Int16 => "smallint",
        ColumnKind.UInt16 or ColumnKind.Int32 => "integer",
        ColumnKind.UInt32 or ColumnKind.Int64 => "bigint",
        ColumnKind.UInt64 => "numeric(20)",
        ColumnKind.Single => "real",
        ColumnKind.Double => "double precision",
        ColumnKind.Decimal => "numeric",
        ColumnKind.String when column.IsKey => $"varchar({Number(column.KeyLength)})",
        ColumnKind.String => column.Storage.MaxLength is { } length ? $"varchar({Number(length)})" : "text",
        ColumnKind.Guid => "uuid",
        ColumnKind.Binary => "bytea",
        ColumnKind.DateTime => "timestamp",
        ColumnKind.DateOnly => "date",
        ColumnKind.TimeOnly => "time",
        _ => "timestamptz",
    };
}
