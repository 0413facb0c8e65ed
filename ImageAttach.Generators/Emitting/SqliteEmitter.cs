using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the statements of an image table for SQLite.</summary>
internal sealed class SqliteEmitter(EntityModel entity)
{
    // The columns of Image, in the order that ImageAttach.ImageColumns reads and writes them.
    public static readonly (string Name, string Type)[] ImageColumns =
    [
        ("width", "integer not null"),
        ("height", "integer not null"),
        ("mimetype", "varchar(255) not null"),
        ("original", "boolean not null"),
        ("created_at", "text not null"),
        ("revision", "varchar(32) not null default ''"),
        ("length", "bigint"),
        ("sha256", "char(64)"),
    ];

    private string Table => Quote(entity.Table);

    private IEnumerable<string> Columns => entity.Columns.Select(column => column.Column).Concat(ImageColumns.Select(column => column.Name));

    private string WhereSet => string.Join(" and ", entity.KeyColumns.Select(column => $"{Quote(column.Column)} = @{column.Parameter}"));

    public string CreateTable => Lines(
        [
            $"create table if not exists {Table} (",
            .. entity.Columns.Select(column => $"    {Quote(column.Column)} {TypeOf(column)},"),
            .. ImageColumns.Select(column => $"    {Quote(column.Name)} {column.Type},"),
            $"    primary key ({List([.. entity.KeyColumns.Select(column => column.Column), "width", "height"])})",
            ")",
        ]);

    public string Select => Lines([$"select {List(Columns)}", $"from {Table}"]);

    public string SetKeyColumns => string.Join(", ", entity.KeyColumns.Select(column => Literal.Of(Quote(column.Column))));

    public string SetKeyParameters => string.Join(", ", entity.KeyColumns.Select(column => Literal.Of(column.Parameter)));

    public string Where => Lines([WhereSet]);

    public static string OrderBy => Lines([$"{Quote("original")} desc, {Quote("width")}, {Quote("height")}"]);

    public string Insert => Lines([$"insert into {Table} ({List(Columns)})", $"values ({Parameters})"]);

    // One statement, so that nobody can replace the original between the question and the insert.
    public string InsertThumbnail => Lines(
        [
            $"insert into {Table} ({List(Columns)})",
            $"select {Parameters}",
            $"where exists (select 1 from {Table} where {WhereSet} and {Quote("original")} and {Quote("revision")} = @original_revision)",
            "on conflict do nothing",
        ]);

    public string DeleteSet => Lines([$"delete from {Table}", $"where {WhereSet}"]);

    private string Parameters => string.Join(
        ", ", entity.Columns.Select(column => "@" + column.Parameter).Concat(ImageColumns.Select(column => "@" + column.Name)));

    private static string Quote(string name) => "\"" + name.Replace("\"", "\"\"") + "\"";

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(Quote));

    private static string TypeOf(ColumnModel column) => column.Kind switch
    {
        ColumnKind.Boolean => "boolean",
        ColumnKind.Single or ColumnKind.Double => "real",
        ColumnKind.Binary => "blob",
        _ when column.Kind.IsInteger() => "integer",
        _ => "text",
    } + (column.IsNullable ? "" : " not null");

    // A raw string literal, as deep as the members of ImageTableSql lie.
    private static string Lines(string[] lines) =>
        string.Join("\n", ["\"\"\"", .. lines.Select(line => "        " + line), "        \"\"\""]);
}
