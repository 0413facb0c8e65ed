using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting.Sql;

/// <summary>SQLite. A transaction that is begun to write lets no other write, so no set needs a lock.</summary>
internal sealed class SqliteEmitter(EntityModel entity) : SqlEmitter(entity)
{
    public override string Dialect => "Sqlite";

    protected override string OrNothing => "on conflict do nothing";

    protected override string Quote(string name) => $"\"{name}\"";

    protected override string TextLength => "length";

    protected override bool HoldsLength(ColumnModel column) => false;

    protected override string TypeOf(ColumnModel column) => column.Kind switch
    {
        ColumnKind.Boolean => "boolean",
        ColumnKind.Single or ColumnKind.Double => "real",
        ColumnKind.String when column.Storage.MaxLength is { } length => $"varchar({Number(length)})",
        ColumnKind.Binary => "blob",
        _ when column.Kind.IsInteger() => "integer",
        _ => "text",
    };
}
