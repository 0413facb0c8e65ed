using System.CommandLine;
using System.Data.Common;
using ImageAttach.Tool.Application;
using ImageAttach.Tool.Output;

namespace ImageAttach.Tool.Commands;

/// <summary>Makes thumbnails again that would come out differently.</summary>
internal static class RegenerateCommand
{
    public static Command Define(CommonOptions common)
    {
        Option<string> store = CommonOptions.Store("--store", "The store that has the files");
        Option<bool> dryRun = new("--dry-run") { Description = "Replace nothing, and only say how many would come out differently" };
        Command command = new("regenerate", "Makes all thumbnails again, and replaces those that come out differently or whose files are missing.") { store, common.Types, dryRun };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            common, parsed, parsed.GetRequiredValue(store), new RegenerateOptions { DryRun = parsed.GetValue(dryRun) }, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonOptions common, ParseResult parsed, string url, RegenerateOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<IImageTable> tables = common.ChosenTables(parsed);
        Database database = common.DatabaseOf(parsed);
        IImageStore store = await OpenedStore.OpenAsync(url, mustExist: true, cancellationToken);
        await using RunLock runLock = await RunLock.TakeAsync(database, cancellationToken);
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        await Ownership.CheckAsync(store, connection, cancellationToken);

        Reporter reporter = common.ReporterOf(parsed);
        RegenerateReport report = await reporter.RunAsync(
            "Making thumbnails", progress => ImageRegenerator.RegenerateAsync(connection, tables, store, options, new Steps(progress), cancellationToken));
        reporter.Show(
            FormattableString.Invariant($"{Counted.Of(report.Examined, "thumbnail")}: {report.Replaced:N0} {(options.DryRun ? "would be replaced" : "replaced")}, {report.Unchanged:N0} as they were, {Counted.Of(report.Problems.Count, "problem")}."),
            new { options.DryRun, report.Examined, report.Replaced, report.Unchanged, report.Problems },
            report.Problems);
        return (int)(report.Problems.Count == 0 ? ExitCode.Done : ExitCode.Problems);
    }

    private sealed class Steps(IProgress<Step> progress) : IProgress<RegenerateProgress>
    {
        public void Report(RegenerateProgress value) => progress.Report(new(value.Done, value.Total));
    }
}
