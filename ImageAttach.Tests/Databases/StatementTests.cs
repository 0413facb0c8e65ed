using System.Reflection;
using System.Runtime.Loader;
using ImageAttach.Sql;
using ImageAttach.Tests.Docs;
using ImageAttach.Tests.Generators;

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
        string statements = string.Concat(Tables(GeneratorRun.Of(source)).Select(table => Describe(table, dialect)));
        string golden = Path.Combine(Folder, name, $"{dialect}.sql");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(golden, statements);
        Assert.That(statements, Is.EqualTo(await File.ReadAllTextAsync(golden)));
    }

    private static IReadOnlyList<IImageTable> Tables(GeneratorRun run)
    {
        using MemoryStream assembly = new();
        Assert.That(run.Output.Emit(assembly).Success, Is.True);
        assembly.Position = 0;
        AssemblyLoadContext context = new(name: null, isCollectible: true);
        context.Resolving += (_, wanted) => typeof(Image).Assembly.GetName().Name == wanted.Name ? typeof(Image).Assembly : null;
        Type catalogue = context.LoadFromStream(assembly).GetType("ImageAttach.Generated.ImageEntities", throwOnError: true)!;
        return (IReadOnlyList<IImageTable>)catalogue.GetProperty("All", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;
    }

    private static string Describe(IImageTable table, SqlDialect dialect)
    {
        ImageTableSql sql = table.SqlFor(dialect);
        return $"-- {table.ImageType.FullName}\n\n" + string.Concat(All(sql).Where(statement => statement.Text is not null).Select(statement => $"-- {statement.Name}\n{statement.Text};\n\n"));
    }

    private static IEnumerable<(string Name, string? Text)> All(ImageTableSql sql)
    {
        KeyPart set = KeyPart.OfSets(sql), owner = KeyPart.Of(sql, [sql.SetKeyParameters[0]]);
        yield return ("create table", sql.CreateTable);
        yield return ("select", sql.Select);
        yield return ("select set", sql.SelectSet);
        yield return ("select set to change", sql.SelectSetForUpdate);
        yield return ("select two sets", $"{sql.Select} where {set.In(2)} order by {sql.OrderBy}");
        yield return ("select two owners", $"{sql.Select} where {owner.In(2)} order by {sql.OrderBySet}");
        yield return ("lock set", sql.LockSet);
        yield return ("insert", sql.Insert);
        yield return ("insert thumbnail", sql.InsertThumbnail);
        yield return ("delete set", sql.DeleteSet);
        yield return ("delete two sets", $"delete from {sql.Table} where {set.In(2)}");
        yield return ("take set", sql.RemovalOf(returnsDeleted: true).Take);
        yield return ("take set, on a server that doesn't return what it deletes", sql.RemovalOf(returnsDeleted: false).Take);
        yield return ("replace set", sql.RemovalOf(returnsDeleted: true).Replace);
    }
}
