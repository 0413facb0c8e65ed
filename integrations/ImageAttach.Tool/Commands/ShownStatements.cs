using System.CommandLine;
using ImageAttach.Databases;

namespace ImageAttach.Tool.Commands;

/// <summary>The statements of the image types' tables, as a database is sent them.</summary>
internal static class ShownStatements
{
    public static int Show(CommonOptions common, ParseResult parsed)
    {
        ImageDatabase database = common.KindOf(parsed);
        (IImageTable Table, NamedStatement[] Statements)[] all = [.. common.ChosenTables(parsed).Select(table => (table, database.GetStatements(table).All().ToArray()))];
        common.ReporterOf(parsed).Show(
            string.Join("\n", all.Select(each => Text(each.Table, each.Statements))),
            new { Database = database.Name, Tables = all.Select(each => new { Type = each.Table.ImageType.Name, TableName = each.Table.QualifiedName, each.Statements }) },
            []);
        return (int)ExitCode.Done;
    }

    private static string Text(IImageTable table, NamedStatement[] statements) =>
        $"-- {table.ImageType.Name}: {table.QualifiedName}\n" + string.Concat(statements.Select(statement => $"\n-- {statement.Name}\n{statement.Sql};\n"));
}
