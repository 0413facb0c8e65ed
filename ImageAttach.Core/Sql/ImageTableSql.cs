namespace ImageAttach;

/// <summary>The statements of one image table in one dialect. Written by the generator, as constants.</summary>
public sealed class ImageTableSql
{
    private const string From = "\nfrom ";

    /// <summary>The dialect.</summary>
    public required SqlDialect Dialect { get; init; }

    /// <summary>Makes the table, unless it is there.</summary>
    public required string CreateTable { get; init; }

    /// <summary><c>select</c>, all columns in the order that <see cref="IImageTable{TImage}.Read"/> expects, and in the next line <c>from</c> the table.</summary>
    public required string Select { get; init; }

    /// <summary>The columns that tell sets apart, quoted.</summary>
    public required IReadOnlyList<string> SetKeyColumns { get; init; }

    /// <summary>The parameters that go with <see cref="SetKeyColumns"/>.</summary>
    public required IReadOnlyList<string> SetKeyParameters { get; init; }

    /// <summary>The condition that picks one set.</summary>
    public required string WhereSet { get; init; }

    /// <summary>Makes others who change the set wait until this transaction ends; null where beginning it does.</summary>
    public string? LockSet { get; init; }

    /// <summary>Adds an original.</summary>
    public required string Insert { get; init; }

    /// <summary>
    /// Adds a thumbnail, unless one of its size and recipe is there or the original has no longer the revision <c>@original_revision</c>.
    /// </summary>
    public required string InsertThumbnail { get; init; }

    /// <summary>Removes all rows of one set.</summary>
    public required string DeleteSet { get; init; }

    /// <summary>The order of a set's images: the original, then thumbnails by width, height and recipe.</summary>
    internal string OrderBy => Dialect == SqlDialect.MySql ? "`original` desc, `width`, `height`, `recipe`" : "\"original\" desc, \"width\", \"height\", \"recipe\"";

    /// <summary>The order of a table's images: set after set by their keys, each as <see cref="OrderBy"/> has it.</summary>
    internal string OrderBySet => field ??= $"{string.Join(", ", SetKeyColumns)}, {OrderBy}";

    /// <summary>What follows a query whose rows are changed next. It sees the latest rows, whatever the transaction's isolation.</summary>
    internal string ForUpdate => Dialect == SqlDialect.MySql ? " for update" : "";

    /// <summary>The table, quoted, with its schema.</summary>
    internal string Table => field ??= Select[(Select.IndexOf(From, StringComparison.Ordinal) + From.Length)..];

    /// <summary>A name as the dialect quotes it.</summary>
    internal string Quote(string name) => Dialect == SqlDialect.MySql ? $"`{name}`" : $"\"{name}\"";

    /// <summary>What a list of keys begins with, behind <c>in (</c>.</summary>
    internal string KeyList => Dialect == SqlDialect.Sqlite ? "values " : "";

    // Put together once for each table: every load of a set asks for one of these.
    internal string SelectSet => field ??= $"{Select} where {WhereSet} order by {OrderBy}";

    /// <summary>Sees the latest rows, whatever the transaction's isolation.</summary>
    internal string SelectSetForUpdate => field ??= SelectSet + ForUpdate;

    /// <summary>How the rows of a set are shown and removed.</summary>
    /// <param name="returnsDeleted">Whether the server can return what it deletes.</param>
    internal SetRemoval RemovalOf(bool returnsDeleted) => returnsDeleted ? Returning : Selecting;

    // Where MySQL's family returns what it deletes, that locks the rows as well, and the gap where a first one would go.
    private SetRemoval Returning => field ??= new(Dialect == SqlDialect.MySql ? null : LockSet, $"{DeleteSet}\nreturning {Columns}", Insert);

    private SetRemoval Selecting => field ??= new(LockSet, $"{SelectSetForUpdate};\n{DeleteSet}", Insert);

    private string Columns => Select["select ".Length..Select.IndexOf(From, StringComparison.Ordinal)];
}

/// <summary>A command that locks a set, shows its rows as they are then, and removes them.</summary>
/// <param name="Lock">What locks the set first, with one result; null where the rest does.</param>
/// <param name="ShowAndDelete">What shows the rows and removes them.</param>
/// <param name="Insert">What adds another original.</param>
internal sealed record SetRemoval(string? Lock, string ShowAndDelete, string Insert)
{
    /// <summary>The command.</summary>
    public string Take => field ??= Lock is null ? ShowAndDelete : $"{Lock};\n{ShowAndDelete}";

    /// <summary>How many results come before the rows.</summary>
    public int ResultsBefore => Lock is null ? 0 : 1;

    /// <summary>The same, and adds another original.</summary>
    public string Replace => field ??= $"{Take};\n{Insert}";
}
