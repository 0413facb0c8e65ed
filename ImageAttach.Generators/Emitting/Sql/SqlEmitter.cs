using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting.Sql;

/// <summary>Writes the statements of an image table; what differs between databases is left to the dialects.</summary>
internal abstract class SqlEmitter(EntityModel entity)
{
    /// <summary>The columns of Image, in the order that ImageAttach.ImageColumns reads and writes them.</summary>
    public static readonly string[] ImageColumns = ["width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256"];

    /// <summary>The dialect's name in SqlDialect.</summary>
    public abstract string Dialect { get; }

    /// <summary>What follows an insert that does nothing when the row is there.</summary>
    protected abstract string OrNothing { get; }

    /// <summary>What makes others who change the set wait; null where beginning a transaction does.</summary>
    protected virtual string? LockSet => null;

    /// <summary>Whether rows can be selected from nothing.</summary>
    protected virtual string FromNothing => "";

    /// <summary>What a query ends with that must see the latest rows, whatever the transaction's isolation.</summary>
    protected virtual string ForUpdate => "";

    protected virtual string KeyList => "";

    protected virtual string TableOptions => "";

    protected string Table => Quote(entity.Table);

    protected string WhereSet => string.Join(" and ", entity.KeyColumns.Select(column => $"{Quote(column.Column)} = @{column.Parameter}"));

    private IEnumerable<string> Columns => entity.Columns.Select(column => column.Column).Concat(ImageColumns);

    private string Parameters => string.Join(
        ", ", entity.Columns.Select(column => "@" + column.Parameter).Concat(ImageColumns.Select(column => "@" + column)));

    public static IReadOnlyList<SqlEmitter> AllFor(EntityModel entity) =>
        [new SqliteEmitter(entity), new MySqlEmitter(entity), new PostgreSqlEmitter(entity)];

    public string Emit() => $$"""
        private static readonly ImageTableSql {{Dialect}} = new()
        {
            CreateTable = {{CreateTable()}},
            Select = {{Lines($"select {List(Columns)}", $"from {Table}")}},
            SetKeyColumns = [{{Literals(column => Quote(column.Column))}}],
            SetKeyParameters = [{{Literals(column => column.Parameter)}}],
            WhereSet = {{Lines(WhereSet)}},
            OrderBy = {{Lines($"{Quote("original")} desc, {Quote("width")}, {Quote("height")}")}},
            LockSet = {{(LockSet is null ? "null" : Lines(LockSet))}},
            ForUpdate = "{{ForUpdate}}",
            KeyList = "{{KeyList}}",
            Insert = {{Lines($"insert into {Table} ({List(Columns)})", $"values ({Parameters})")}},
            InsertThumbnail = {{InsertThumbnail()}},
            DeleteSet = {{Lines($"delete from {Table}", $"where {WhereSet}")}},
        };

        """;

    protected abstract string Quote(string name);

    /// <summary>The type of a column of the user's, without its nullability.</summary>
    protected abstract string TypeOf(ColumnModel column);

    /// <summary>The types of <see cref="ImageColumns"/>, with their nullability.</summary>
    protected abstract string[] ImageColumnTypes();

    private string CreateTable() => Lines(
        [
            $"create table if not exists {Table} (",
            .. entity.Columns.Select(column => $"    {Quote(column.Column)} {TypeOf(column)}{(column.IsNullable ? "" : " not null")},"),
            .. ImageColumns.Zip(ImageColumnTypes(), (column, type) => $"    {Quote(column)} {type},"),
            $"    primary key ({List([.. entity.KeyColumns.Select(column => column.Column), "width", "height"])})",
            ")" + TableOptions,
        ]);

    // One statement, so that nobody can replace the original between the question and the insert.
    private string InsertThumbnail() => Lines(
        $"insert into {Table} ({List(Columns)})",
        $"select {Parameters}{FromNothing}",
        $"where exists (select 1 from {Table} where {WhereSet} and {Quote("original")} and {Quote("revision")} = @original_revision)",
        OrNothing);

    private string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(Quote));

    private string Literals(Func<ColumnModel, string> text) => string.Join(", ", entity.KeyColumns.Select(column => Literal.Of(text(column))));

    // A raw string literal, as deep as the members of ImageTableSql lie.
    private static string Lines(params string[] lines) =>
        string.Join("\n", ["\"\"\"", .. lines.Select(line => "        " + line), "        \"\"\""]);
}
