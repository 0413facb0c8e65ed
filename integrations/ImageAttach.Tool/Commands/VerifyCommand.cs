using System.CommandLine;
using System.Data.Common;
using ImageAttach.Tool.Application;
using ImageAttach.Tool.Output;

namespace ImageAttach.Tool.Commands;

/// <summary>Looks whether every row has its file.</summary>
internal static class VerifyCommand
{
    public static Command Define(CommonOptions common)
    {
        Option<string> store = CommonOptions.Store("--store", "The store that has the files");
        Option<bool> hashes = new("--check-hashes") { Description = "Read every file to its end and compare its hash" };
        Command command = new("verify", "Looks whether every row has its file, of the noted length and type. Repairs nothing.") { store, common.Types, hashes };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            common, parsed, parsed.GetRequiredValue(store), new VerifyOptions { CheckHashes = parsed.GetValue(hashes) }, cancellationToken));
        return command;
    }

    private static string Renamed(string objectType) =>
        $"None of the files of the object type '{objectType}' is in the store. If the table or the class was renamed, set the old object type: [ImageEntity(ObjectType = \"…\")]. See docs/howto/renaming-a-table.md";

    private static async Task<int> RunAsync(CommonOptions common, ParseResult parsed, string url, VerifyOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<IImageTable> tables = common.ChosenTables(parsed);
        IImageStore store = await OpenedStore.OpenAsync(url, mustExist: true, cancellationToken);
        await using DbConnection connection = await common.DatabaseOf(parsed).OpenAsync(cancellationToken);
        Reporter reporter = common.ReporterOf(parsed);
        VerifyReport report = await reporter.RunAsync("Verifying", _ => ImageVerifier.VerifyAsync(connection, tables, store, options, cancellationToken));
        reporter.Show(
            $"{Counted.Of(report.Examined, "row")}, {Counted.Of(report.Problems.Count, "problem")}.",
            new { report.Examined, report.ObjectTypesWithoutFiles, Problems = report.Problems.Select(problem => new { problem.Table, Key = problem.Key.ToPath(), problem.Kind, problem.Detail }) },
            report.Problems.Select(problem => problem.ToString()).Concat(report.ObjectTypesWithoutFiles.Select(Renamed)));
        return (int)(report.Problems.Count == 0 ? ExitCode.Done : ExitCode.Problems);
    }
}
