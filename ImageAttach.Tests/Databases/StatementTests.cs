using ImageAttach.Databases;
using ImageAttach.Tests.Docs;
using ImageAttach.Tests.Generators;
using ImageAttach.Transactions;

namespace ImageAttach.Tests.Databases;

/// <summary>Every statement of every golden table, as each database is sent it. Run with UPDATE_GOLDEN=1 to write them again, then read the difference.</summary>
public sealed class StatementTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "ImageAttach.Tests", "Generators", "Golden");

    private static IEnumerable<TestCaseData> Cases() =>
        from folder in Directory.EnumerateDirectories(Folder).Order(StringComparer.Ordinal)
        from dialect in Enum.GetValues<SqlDialect>()
        select new TestCaseData(Path.GetFileName(folder), dialect);

    [TestCaseSource(nameof(Cases))]
    public async Task Statements_are_those_that_were_reviewed(string name, SqlDialect dialect)
    {
        string source = await File.ReadAllTextAsync(Path.Combine(Folder, name, "Input.cs"));
        string statements = string.Concat(GeneratorRun.Of(source).LoadTables().Select(table => Describe(table, dialect)));
        string golden = Path.Combine(Folder, name, $"{dialect}.sql");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(golden, statements);
        Assert.That(statements, Is.EqualTo(await File.ReadAllTextAsync(golden)));
    }

    private static string Describe(IImageTable table, SqlDialect dialect) => $"-- {table.ImageType.FullName}\n\n" + string.Concat(
        All(ImageDatabases.Get(dialect).GetStatements(table)).Select(statement => $"-- {statement.Name}\n{statement.Sql};\n\n"));

    private static IEnumerable<NamedStatement> All(ImageTableStatements sql)
    {
        KeyColumns sets = KeyColumns.ForSets(sql), owners = KeyColumns.ForParameters(sql, [sql.Definition.KeyColumns[0].Parameter]);
        return
        [
            .. sql.All().Take(4),
            new("select two sets", $"{sql.Select} where {sets.ComposeCondition(2)} order by {sql.OrderBy}"),
            new("select two owners", $"{sql.Select} where {owners.ComposeCondition(2)} order by {sql.OrderBySet}"),
            .. sql.All().Skip(4).TakeWhile(statement => statement.Name != "delete set, returning its rows"),
            new("delete two sets", $"delete from {sql.Table} where {sets.ComposeCondition(2)}"),
            .. sql.All().SkipWhile(statement => statement.Name != "delete set, returning its rows"),
        ];
    }
}
