using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting.Sql;

/// <summary>
/// Writes the statements of an image table; what differs between databases is left to the dialects. The columns of Image are constants
/// of ImageAttach.ImageColumns, the same for all tables.
/// </summary>
internal abstract class SqlEmitter(EntityModel entity)
{
    private const string ImageParameters = "{ImageColumns.Parameters}";

    /// <summary>The dialect's name in SqlDialect.</summary>
    public abstract string Dialect { get; }

    /// <summary>What follows an insert that does nothing when the row is there.</summary>
    protected abstract string OrNothing { get; }

    /// <summary>What makes others who change the set wait; null where beginning a transaction does.</summary>
    protected virtual string? LockSet => null;

    /// <summary>Whether rows can be selected from nothing.</summary>
    protected virtual string FromNothing => "";

    protected virtual string TableOptions => "";

    /// <summary>The names of Image's columns.</summary>
    protected virtual string ImageNames => "{ImageColumns.Names}";

    protected string Table => field ??= (entity.Table.Schema is { } schema ? Quote(schema) + "." : "") + Quote(entity.Table.Name);

    protected string WhereSet => field ??= string.Join(" and ", entity.KeyColumns.Select(column => $"{Quote(column.Column)} = @{column.Parameter}"));

    private string Columns => field ??= List(entity.Columns.Select(column => Quote(column.Column)), ImageNames);

    private string Parameters => field ??= List(entity.Columns.Select(column => "@" + column.Parameter), ImageParameters);

    public static IReadOnlyList<SqlEmitter> AllFor(EntityModel entity) =>
        [new SqliteEmitter(entity), new MySqlEmitter(entity), new PostgreSqlEmitter(entity)];

    public string Emit() => $$"""
        private static readonly ImageTableSql {{Dialect}} = new()
        {
            Dialect = SqlDialect.{{Dialect}},
            CreateTable = {{CreateTable()}},
            Select = {{Lines($"select {Columns}", $"from {Table}")}},
            SetKeyColumns = new[] { {{Literals(column => Quote(column.Column))}} },
            SetKeyParameters = new[] { {{Literals(column => column.Parameter)}} },
            WhereSet = {{Lines(WhereSet)}},
            LockSet = {{(LockSet is null ? "null" : Lines(LockSet))}},
            Insert = {{Lines($"insert into {Table} ({Columns})", $"values ({Parameters})")}},
            InsertThumbnail = {{InsertThumbnail()}},
            DeleteSet = {{Lines($"delete from {Table}", $"where {WhereSet}")}},
        };

        """;

    protected abstract string Quote(string name);

    /// <summary>The type of a column of the user's, without its nullability.</summary>
    protected abstract string TypeOf(ColumnModel column);

    /// <summary>Whether the column's type refuses what is longer than its length.</summary>
    protected abstract bool HoldsLength(ColumnModel column);

    /// <summary>The type of a column that the user named.</summary>
    protected virtual string Named(ColumnModel column, string type) => type;

    /// <summary>The function that counts letters.</summary>
    protected virtual string TextLength => "char_length";

    protected static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string CreateTable() => Lines(
        [
            $"create table if not exists {Table} (",
            .. entity.Columns.OrderBy(column => column.Storage.Order ?? int.MaxValue).Select(column => $"    {Definition(column)},"),
            $"{{ImageColumns.{Dialect}Definitions}},",
            $"    primary key ({List(entity.KeyColumns.Select(column => Quote(column.Column)), Quote("width"), Quote("height"), Quote("recipe"))})" + (entity.OwnerTable is null ? "" : ","),
            .. entity.OwnerTable is { } owner ? new[] { $"    {ForeignKey(owner)}" } : [],
            ")" + TableOptions,
        ]);

    private string Definition(ColumnModel column)
    {
        string name = Quote(column.Column), type = column.Storage.TypeName is { } named ? Named(column, named) : TypeOf(column);
        bool isChecked = column.Storage is { TypeName: null, MaxLength: not null } && !HoldsLength(column);
        string function = column.Kind == ColumnKind.Binary ? "octet_length" : TextLength;
        return $"{name} {type}{(column.IsNullable ? "" : " not null")}{(isChecked ? $" check ({function}({name}) <= {Number(column.Storage.MaxLength!.Value)})" : "")}";
    }

    // The rows go with their owner; their files are left to a sweep.
    private string ForeignKey(OwnerTableModel owner)
    {
        IEnumerable<string> columns = entity.KeyColumns.Take(owner.KeyColumns.Count).Select(column => Quote(column.Column));
        string table = string.Join(".", owner.Name.Split('.').Select(Quote));
        return $"foreign key ({List(columns)}) references {table} ({List(owner.KeyColumns.Select(Quote))}) on delete cascade";
    }

    // One statement, so that nobody can replace the original between the question and the insert.
    private string InsertThumbnail() => Lines(
        $"insert into {Table} ({Columns})",
        $"select {Parameters}{FromNothing}",
        $"where exists (select 1 from {Table} where {WhereSet} and {Quote("original")} and {Quote("revision")} = @original_revision)",
        OrNothing);

    private string Literals(Func<ColumnModel, string> text) => string.Join(", ", entity.KeyColumns.Select(column => Literal.Of(text(column))));

    private static string List(IEnumerable<string> first, params string[] then) => string.Join(", ", first.Concat(then));

    // A raw string literal, as deep as the members of ImageTableSql lie. Names hold no braces, so each brace is a hole.
    private static string Lines(params string[] lines)
    {
        bool hasHoles = lines.Any(line => line.Contains("{ImageColumns."));
        return string.Join("\n", [hasHoles ? "$\"\"\"" : "\"\"\"", .. lines.Select(line => "        " + line), "        \"\"\""]);
    }
}
