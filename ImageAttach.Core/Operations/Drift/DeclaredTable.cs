using ImageAttach.Sql;

namespace ImageAttach.Drift;

/// <summary>A table as its image type declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="QuotedName">Its name with its schema, if it has one, quoted.</param>
/// <param name="CreateStatement">The statement that creates it.</param>
/// <param name="Columns">Its columns, each by its name and its definition.</param>
/// <param name="PrimaryKey">The columns of its primary key.</param>
internal sealed record DeclaredTable(
    string Name, string QuotedName, string CreateStatement, IReadOnlyList<(string Name, string Definition)> Columns, IReadOnlyList<string> PrimaryKey)
{
    private const string KeyStart = "primary key (";

    /// <summary>Reads the generated statement, which has a line for each column and one for the key.</summary>
    public static DeclaredTable Parse(IImageTable table, SqlDialect dialect)
    {
        string statement = table.SqlFor(dialect).CreateTable;
        string[] lines = [.. statement.Split('\n').Skip(1).Select(line => line.Trim().TrimEnd(','))];
        char quote = dialect == SqlDialect.MySql ? '`' : '"';
        string key = lines.Single(line => line.StartsWith(KeyStart, StringComparison.Ordinal));
        return new(
            table.QualifiedName,
            table.QuotedIn(dialect),
            statement,
            [.. lines.Where(line => line.StartsWith(quote)).Select(line => (Unquote(line[..(line.IndexOf(quote, 1) + 1)]), line[(line.IndexOf(quote, 1) + 2)..]))],
            [.. key[KeyStart.Length..key.LastIndexOf(')')].Split(", ").Select(Unquote)]);

        string Unquote(string name) => name.Trim(quote);
    }
}
