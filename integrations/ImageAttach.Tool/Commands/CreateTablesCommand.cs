using System.CommandLine;
using System.Data.Common;
using Dapper;
using ImageAttach.Databases;
using ImageAttach.Tool.Application;
using ImageAttach.Tool.Output;

namespace ImageAttach.Tool.Commands;

/// <summary>Creates the tables of all image types, or compares them.</summary>
internal static class CreateTablesCommand
{
    public static Command Define(CommonOptions common)
    {
        Option<bool> print = new("--print") { Description = "Print the statements, for a migration of your own, and run none; needs no --connection" };
        Option<bool> check = new("--check") { Description = "Change nothing; list what the tables lack, and print the statements that mend it" };
        Command command = new("create-tables", "Creates the tables of all image types, unless they are there. Existing ones aren't changed.") { common.Types, print, check };
        command.SetAction((parsed, cancellationToken) => (parsed.GetValue(print), parsed.GetValue(check)) switch
        {
            (true, true) => throw new ToolException(ExitCode.WrongUsage, "Give --print or --check, not both."),
            (true, _) => Task.FromResult(Print(common, parsed)),
            (_, true) => CheckAsync(common, parsed, cancellationToken),
            _ => CreateAsync(common, parsed, cancellationToken),
        });
        return command;
    }

    private static IEnumerable<string> Statements(ImageDatabase database, IEnumerable<IImageTable> tables) =>
        tables.Select(table => database.ComposeCreateTable(table.Definition)).Append(database.ComposeStoreTable(ImageDatabase.StoreTableName));

    private static int Print(CommonOptions common, ParseResult parsed)
    {
        string[] statements = [.. Statements(common.KindOf(parsed), common.ChosenTables(parsed)).Select(statement => statement + ";")];
        common.ReporterOf(parsed).Show(string.Join("\n\n", statements), new { Statements = statements }, []);
        return (int)ExitCode.Done;
    }

    private static async Task<int> CheckAsync(CommonOptions common, ParseResult parsed, CancellationToken cancellationToken)
    {
        IReadOnlyList<IImageTable> tables = common.ChosenTables(parsed);
        await using DbConnection connection = await common.DatabaseOf(parsed).OpenAsync(cancellationToken);
        IReadOnlyList<ImageTableDrift> drift = await ImageTableChecker.CheckAsync(connection, tables, cancellationToken);
        common.ReporterOf(parsed).Show(
            $"{Counted.Of(tables.Count, "table")}, {Counted.Of(drift.Count, "difference")}.",
            new { Drift = drift },
            drift.Select(difference => $"-- {difference}\n{difference.Statement};"));
        return (int)(drift.Count == 0 ? ExitCode.Done : ExitCode.Problems);
    }

    private static async Task<int> CreateAsync(CommonOptions common, ParseResult parsed, CancellationToken cancellationToken)
    {
        IReadOnlyList<IImageTable> tables = common.ChosenTables(parsed);
        Database database = common.DatabaseOf(parsed);
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        foreach (string create in Statements(database.Kind, tables))
            await connection.ExecuteAsync(new CommandDefinition(create, cancellationToken: cancellationToken));
        string[] names = [.. tables.Select(table => table.QualifiedName).Distinct()];
        common.ReporterOf(parsed).Show($"{Counted.Of(names.Length, "table")} {(names.Length == 1 ? "is" : "are")} there: {string.Join(", ", names)}.", new { Tables = names }, []);
        return (int)ExitCode.Done;
    }
}
