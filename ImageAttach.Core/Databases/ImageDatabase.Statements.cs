using System.Text;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <content>The statements of a table. Parameters are named <c>@</c> and the name of <see cref="ImageColumn.Parameter"/>.</content>
public abstract partial class ImageDatabase
{
    /// <summary>Gets what a select without a table selects from, such as <c> from dual</c>; empty where it needs nothing.</summary>
    protected virtual string FromNothing => "";

    /// <summary>Gets what follows the columns in a <c>create table</c>.</summary>
    protected virtual string TableOptions => "";

    /// <summary>Composes the statement that creates a table, unless it exists.</summary>
    /// <param name="table">The table.</param>
    public virtual string ComposeCreateTable(ImageTableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"create table if not exists {QuoteTable(table)} (\n{string.Join(",\n", ComposeTableElements(table).Select(element => $"    {element}"))}\n){TableOptions}";
    }

    /// <summary>Composes the query for all rows, with the columns in the order of <see cref="ImageTableDefinition.AllColumns"/>.</summary>
    /// <param name="table">The table.</param>
    public virtual string ComposeSelect(ImageTableDefinition table) => $"select {ComposeColumnList(table)}\nfrom {QuoteTable(table)}";

    /// <summary>Composes the statement that adds a row.</summary>
    /// <param name="table">The table.</param>
    public virtual string ComposeInsert(ImageTableDefinition table) =>
        $"insert into {QuoteTable(table)} ({ComposeColumnList(table)})\nvalues ({ComposeParameterList(table)})";

    /// <summary>
    /// Composes the statement that adds a thumbnail, unless there is one of its key, or the original no longer has the revision
    /// <c>@original_revision</c>. One statement, so that the original can't be replaced in between.
    /// </summary>
    /// <param name="table">The table.</param>
    public virtual string ComposeInsertThumbnail(ImageTableDefinition table) => $"""
        insert into {QuoteTable(table)} ({ComposeColumnList(table)})
        select {ComposeParameterList(table)}{FromNothing}
        where exists (select 1 from {QuoteTable(table)} where {ComposeSetCondition(table)} and {ComposeIsTrue(ImageColumn.Original)} and {Quote(ImageColumn.Revision.Name)} = @original_revision)
        {ComposeOnConflict(table)}
        """;

    /// <summary>Composes the statement that removes all rows of a set.</summary>
    /// <param name="table">The table.</param>
    public virtual string ComposeDeleteSet(ImageTableDefinition table) => $"delete from {QuoteTable(table)}\nwhere {ComposeSetCondition(table)}";

    /// <summary>Composes the statement that removes all rows of a set and returns them, as <see cref="ComposeSelect"/> does.</summary>
    /// <param name="table">The table.</param>
    public virtual string ComposeDeleteSetReturning(ImageTableDefinition table) => $"{ComposeDeleteSet(table)}\nreturning {ComposeColumnList(table)}";

    /// <summary>Composes the clause that makes an insert do nothing when a row of that key exists.</summary>
    /// <param name="table">The table.</param>
    protected virtual string ComposeOnConflict(ImageTableDefinition table) => "on conflict do nothing";

    /// <summary>Composes the condition that a column of true and false is true.</summary>
    /// <param name="column">The column.</param>
    public virtual string ComposeIsTrue(ImageColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Quote(column.Name);
    }

    /// <summary>Composes the condition that picks one set.</summary>
    /// <param name="table">The table.</param>
    public string ComposeSetCondition(ImageTableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return string.Join(" and ", table.KeyColumns.Select(column => $"{Quote(column.Name)} = @{column.Parameter}"));
    }

    /// <summary>Gets the query for the time of the server, in UTC; null for a database without a clock of its own. Default: null.</summary>
    public virtual string? ClockQuery => null;

    /// <summary>Composes a query for the first rows in an order.</summary>
    /// <param name="select">The query.</param>
    /// <param name="orderBy">What it is ordered by; null for any order.</param>
    /// <param name="count">How many rows.</param>
    public virtual string ComposeLimited(string select, string? orderBy, int count) =>
        $"{select}{(orderBy is null ? "" : $" order by {orderBy}")} limit {Format(count)}";

    /// <summary>Composes the condition that a row belongs to one of several keys: <c>("a", "b") in ((@a_0, @b_0), (@a_1, @b_1))</c>.</summary>
    /// <param name="key">The columns of the key. Their parameters have the names of <see cref="ImageColumn.GetParameter"/>.</param>
    /// <param name="count">How many keys.</param>
    public virtual string ComposeKeyCondition(IReadOnlyList<ImageColumn> key, int count)
    {
        ArgumentNullException.ThrowIfNull(key);
        (string open, string close) = key.Count == 1 ? ("", "") : ("(", ")");
        StringBuilder sql = new($"{open}{string.Join(", ", key.Select(column => Quote(column.Name)))}{close} in ({(key.Count == 1 ? "" : RowListPrefix)}");
        for (int set = 0; set < count; set++)
        {
            sql.Append(set == 0 ? "" : ", ").Append(open);
            for (int i = 0; i < key.Count; i++)
                sql.Append(i == 0 ? "@" : ", @").Append(key[i].Parameter).Append('_').Append(set);
            sql.Append(close);
        }

        return sql.Append(')').ToString();
    }

    /// <summary>Gets what a list of rows begins with, behind <c>in (</c>.</summary>
    protected virtual string RowListPrefix => "";

    /// <summary>Composes the names of all columns, quoted.</summary>
    /// <param name="table">The table.</param>
    protected string ComposeColumnList(ImageTableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return string.Join(", ", table.AllColumns.Select(column => Quote(column.Name)));
    }

    /// <summary>Composes the parameters of all columns.</summary>
    /// <param name="table">The table.</param>
    protected static string ComposeParameterList(ImageTableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return string.Join(", ", table.AllColumns.Select(column => $"@{column.Parameter}"));
    }

    /// <summary>Composes the parameters of one of several keys: <c>@a_0, @b_0</c>.</summary>
    /// <param name="key">The columns of the key.</param>
    /// <param name="set">The number of the key, from 0 on.</param>
    protected static string ComposeKeyParameters(IReadOnlyList<ImageColumn> key, int set) => string.Join(", ", key.Select(column => column.GetParameter(set)));

    /// <summary>Lists what a <c>create table</c> has between its parentheses: columns, the primary key, and the foreign key to the owners.</summary>
    /// <param name="table">The table.</param>
    protected IEnumerable<string> ComposeTableElements(ImageTableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (ImageColumn column in table.ColumnsInTable)
            yield return $"{Quote(column.Name)} {ComposeColumn(column)}";
        yield return ComposePrimaryKey(table);
        if (table.OwnerTable is { } owner)
            yield return ComposeForeignKey(table, owner);
    }

    /// <summary>Composes the primary key of a table.</summary>
    /// <param name="table">The table.</param>
    protected string ComposePrimaryKey(ImageTableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return $"primary key ({string.Join(", ", table.PrimaryKey.Select(column => Quote(column.Name)))})";
    }

    // The rows go with their owner; their files are left to a sweep.
    private string ComposeForeignKey(ImageTableDefinition table, ImageOwnerTable owner)
    {
        IEnumerable<string> columns = table.KeyColumns.Take(owner.KeyColumns.Count).Select(column => Quote(column.Name));
        return $"foreign key ({string.Join(", ", columns)}) references {QuoteTable(owner.Name)} ({string.Join(", ", owner.KeyColumns.Select(Quote))}) on delete cascade";
    }
}
