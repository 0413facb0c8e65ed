using System.CommandLine;
using System.Data.Common;
using ImageAttach.Tool.Application;
using ImageAttach.Tool.Output;

namespace ImageAttach.Tool.Commands;

/// <summary>Copies all files to another store.</summary>
internal static class MigrateCommand
{
    public static Command Define(CommonOptions common)
    {
        Option<string> from = CommonOptions.Store("--from", "The store that has the files; it is only read");
        Option<string> to = CommonOptions.Store("--to", "The store that gets them");
        Option<int> parallelism = new("--parallelism") { Description = "How many files are copied at a time, 1 to 128", DefaultValueFactory = _ => 8, HelpName = "N" };
        Option<bool> convert = new("--convert") { Description = "Give files of SQLAlchemy-ImageAttach names of ours, and note them with length and hash in their rows; --from and --to may be one store" };
        Option<bool> hashes = new("--check-hashes") { Description = "Compare files that are there already by their bytes, not by their length" };
        Option<bool> stop = new("--stop-at-problems") { Description = "Stop at the first file that is missing or damaged" };
        Command command = new("migrate", "Copies the files of all images to another store. What is there is skipped, so it can be run again.")
        {
            from, to, common.Types, parallelism, convert, hashes, stop,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            common,
            parsed,
            (parsed.GetRequiredValue(from), parsed.GetRequiredValue(to)),
            new MigrationOptions
            {
                Parallelism = parsed.GetValue(parallelism),
                ConvertLegacyFiles = parsed.GetValue(convert),
                CheckHashes = parsed.GetValue(hashes),
                StopAtProblems = parsed.GetValue(stop),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommonOptions common, ParseResult parsed, (string From, string To) urls, MigrationOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<IImageTable> tables = common.ChosenTables(parsed);
        Database database = common.DatabaseOf(parsed);
        IImageStore source = await OpenedStore.OpenAsync(urls.From, mustExist: true, cancellationToken);
        IImageStore destination = urls.To == urls.From ? source : await OpenedStore.OpenAsync(urls.To, mustExist: false, cancellationToken);
        await using RunLock runLock = await RunLock.TakeAsync(database, cancellationToken);
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        await Ownership.CheckAsync(destination, connection, cancellationToken);

        MigrationPlan plan = ImageMigration.Plan(connection, tables, source, destination, options);
        Reporter reporter = common.ReporterOf(parsed);
        MigrationReport report = await reporter.RunAsync("Migrating", progress => plan.ExecuteAsync(new Steps(progress), cancellationToken));
        reporter.Show(
            FormattableString.Invariant($"{Counted.Of(report.Examined, "image")}: {Counted.Of(report.Copied, "file")} copied ({Counted.Of(report.CopiedBytes, "byte")}), {report.Skipped:N0} there already, {report.Converted:N0} converted, {Counted.Of(report.ProblemCount, "problem")}."),
            new
            {
                report.Examined, report.Copied, report.CopiedBytes, report.Skipped, report.Converted, report.ProblemCount,
                Problems = report.Problems.Select(problem => new { problem.Table, Key = problem.Key.ToPath(), problem.Kind, problem.Detail }),
            },
            report.Problems.Select(problem => problem.ToString()));
        return (int)(report.ProblemCount == 0 ? ExitCode.Done : ExitCode.Problems);
    }

    private sealed class Steps(IProgress<Step> progress) : IProgress<MigrationProgress>
    {
        public void Report(MigrationProgress value) => progress.Report(new(value.Done, value.Total));
    }
}
