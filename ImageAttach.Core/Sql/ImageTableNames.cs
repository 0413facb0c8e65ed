namespace ImageAttach.Sql;

/// <summary>The names of image tables, as their statements have them.</summary>
internal static class ImageTableNames
{
    private const string From = "\nfrom ";

    /// <summary>The name of a table with its schema, if it has one, quoted.</summary>
    public static string QuotedIn(this IImageTable table, SqlDialect dialect)
    {
        string select = table.SqlFor(dialect).Select;
        return select[(select.LastIndexOf(From, StringComparison.Ordinal) + From.Length)..].Trim();
    }
}
