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
            string.Join("\n", all.Select(entry => Text(entry.Table, entry.Statements))),
            new { Database = database.Name, Tables = all.Select(entry => new { Type = entry.Table.ImageType.Name, TableName = entry.Table.QualifiedName, entry.Statements }) },
            []);
        return (int)ExitCode.Done;
    }

    private static string Text(IImageTable table, NamedStatement[] statements) =>
        $"-- {table.ImageType.Name}: {table.QualifiedName}\n" + string.Concat(statements.Select(statement => $"\n-- {statement.Name}\n{statement.Sql};\n"));
}
