using System.CommandLine;
using System.Data.Common;
using Dapper;
using ImageAttach.Tool.Application;

namespace ImageAttach.Tool.Commands;

/// <summary>Makes the tables of all image types.</summary>
internal static class CreateTablesCommand
{
    public static Command Define(CommonOptions common)
    {
        Option<bool> print = new("--print") { Description = "Print the statements, for a migration of your own, and run none; needs no --connection" };
        Command command = new("create-tables", "Makes the tables of all image types, unless they are there. Existing ones aren't changed.") { common.Types, print };
        command.SetAction((parsed, cancellationToken) => RunAsync(common, parsed, parsed.GetValue(print), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonOptions common, ParseResult parsed, bool print, CancellationToken cancellationToken)
    {
        IReadOnlyList<IImageTable> tables = common.ChosenTables(parsed);
        if (print)
        {
            SqlDialect dialect = common.DialectOf(parsed);
            string[] statements = [.. tables.Select(table => table.SqlFor(dialect).CreateTable + ";")];
            common.ReporterOf(parsed).Show(string.Join("\n\n", statements), new { Statements = statements }, []);
            return (int)ExitCode.Done;
        }

        Database database = common.DatabaseOf(parsed);
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        foreach (IImageTable table in tables)
            await connection.ExecuteAsync(new CommandDefinition(table.SqlFor(database.Dialect).CreateTable, cancellationToken: cancellationToken));
        string[] names = [.. tables.Select(table => table.QualifiedName).Distinct()];
        common.ReporterOf(parsed).Show($"{names.Length} tables are there: {string.Join(", ", names)}.", new { Tables = names }, []);
        return (int)ExitCode.Done;
    }
}
