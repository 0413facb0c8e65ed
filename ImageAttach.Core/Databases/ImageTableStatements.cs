using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <summary>The statements of one image table in one database. Each is composed when it is first needed, and kept.</summary>
public sealed class ImageTableStatements
{
    internal ImageTableStatements(ImageDatabase database, ImageTableDefinition definition) => (Database, Definition) = (database, definition);

    /// <summary>Gets the database.</summary>
    public ImageDatabase Database { get; }

    /// <summary>Gets what the table is.</summary>
    public ImageTableDefinition Definition { get; }

    /// <summary>Gets the table's name with its schema, quoted.</summary>
    public string Table => field ??= Database.QuoteTable(Definition);

    /// <summary>Gets the statement that creates the table, unless it exists.</summary>
    public string CreateTable => field ??= Database.ComposeCreateTable(Definition);

    /// <summary>Gets the query for all rows, with the columns in the order that <see cref="IImageTable{TImage}.Read"/> expects.</summary>
    public string Select => field ??= Database.ComposeSelect(Definition);

    /// <summary>Gets the query for the images of one set, the original first.</summary>
    public string SelectSet => field ??= $"{Select} where {WhereSet} order by {OrderBy}";

    /// <summary>Gets the same query where rows are changed next: it sees the latest rows, whatever the transaction's isolation.</summary>
    public string SelectSetToChange => field ??= SelectSet + Database.ForUpdate;

    /// <summary>Gets the statement that makes others who change the set wait until the transaction ends; null where beginning a transaction does.</summary>
    public string? LockSet => field ??= Database.ComposeLockSet(Definition);

    /// <summary>Gets the statement that adds an original.</summary>
    public string Insert => field ??= Database.ComposeInsert(Definition);

    /// <summary>
    /// Gets the statement that adds a thumbnail, unless there is one of its size and recipe, or the original no longer has the revision
    /// <c>@original_revision</c>.
    /// </summary>
    public string InsertThumbnail => field ??= Database.ComposeInsertThumbnail(Definition);

    /// <summary>Gets the statement that removes all rows of one set.</summary>
    public string DeleteSet => field ??= Database.ComposeDeleteSet(Definition);

    /// <summary>Gets the statement that removes all rows of one set and returns them, for servers that can.</summary>
    public string DeleteSetReturning => field ??= Database.ComposeDeleteSetReturning(Definition);

    /// <summary>Gets the columns of the set's key, quoted.</summary>
    internal IReadOnlyList<string> KeyColumns => field ??= [.. Definition.KeyColumns.Select(Quote)];

    /// <summary>Gets the condition that picks one set.</summary>
    internal string WhereSet => field ??= Database.ComposeSetCondition(Definition);

    /// <summary>Gets the order of a set's images: the original, then thumbnails by width, height and recipe.</summary>
    internal string OrderBy => field ??= $"{Quote(ImageColumn.Original)} desc, {Quote(ImageColumn.Width)}, {Quote(ImageColumn.Height)}, {Quote(ImageColumn.Recipe)}";

    /// <summary>Gets the order of a table's images: set after set by their keys, each as <see cref="OrderBy"/> has it.</summary>
    internal string OrderBySet => field ??= $"{string.Join(", ", KeyColumns)}, {OrderBy}";

    internal StatementBatch InsertBatch => field ??= new(Insert);

    internal StatementBatch InsertThumbnailBatch => field ??= new(InsertThumbnail);

    internal StatementBatch SelectSetBatch => field ??= new(SelectSet);

    internal StatementBatch SelectSetToChangeBatch => field ??= new(SelectSetToChange);

    private SetRemoval Returning => field ??= new(Database.LocksGaps ? null : LockSet, [DeleteSetReturning], this);

    private SetRemoval Selecting => field ??= new(LockSet, [SelectSetToChange, DeleteSet], this);

    /// <summary>Lists the statements that don't depend on what a call is given.</summary>
    public IEnumerable<NamedStatement> All()
    {
        yield return new("create table", CreateTable);
        yield return new("select", Select);
        yield return new("select set", SelectSet);
        yield return new("select set to change", SelectSetToChange);
        if (LockSet is not null)
            yield return new("lock set", LockSet);
        yield return new("insert", Insert);
        yield return new("insert thumbnail", InsertThumbnail);
        yield return new("delete set", DeleteSet);
        yield return new("delete set, returning its rows", Returning.DeleteReturning.Text);
        yield return new("select and delete set, on a server that does not return what it deletes", Selecting.DeleteReturning.Text);
        yield return new("replace set", Returning.Replace.Text);
    }

    /// <summary>Quotes the name of a column.</summary>
    internal string Quote(ImageColumn column) => Database.Quote(column.Name);

    /// <summary>Returns how the rows of a set are returned and removed.</summary>
    /// <param name="returnsDeleted">Whether the server can return what it deletes.</param>
    internal SetRemoval GetRemoval(bool returnsDeleted) => returnsDeleted ? Returning : Selecting;
}
