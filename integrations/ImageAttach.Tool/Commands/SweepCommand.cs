using System.CommandLine;
using System.Data.Common;
using ImageAttach.Tool.Application;
using ImageAttach.Tool.Output;

namespace ImageAttach.Tool.Commands;

/// <summary>Removes files that no row names.</summary>
internal static class SweepCommand
{
    public static Command Define(CommonOptions common)
    {
        Option<string> store = CommonOptions.Store("--store", "The store to sweep");
        Option<double> olderThan = new("--older-than") { Description = "Hours since a file was put; more than any transaction takes", DefaultValueFactory = _ => 24, HelpName = "HOURS" };
        Option<bool> dryRun = new("--dry-run") { Description = "Remove nothing, and only say what would go" };
        Option<bool> allowMany = new("--allow-many") { Description = "Let more than a tenth of the files go" };
        Option<bool> takeOver = new("--take-over") { Description = "The database has moved here or was restored, and is no copy: the store belongs to this one from now on" };
        Option<bool> onlyTheseTables = new("--only-these-tables") { Description = "Don't look for rows in image tables that the application doesn't have; only when those have no files in the store" };
        Command command = new("sweep", "Removes files that no row names, such as those that a killed process left.") { store, olderThan, dryRun, allowMany, takeOver, onlyTheseTables };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            common,
            parsed,
            parsed.GetRequiredValue(store),
            new SweepOptions
            {
                OlderThan = TimeSpan.FromHours(parsed.GetValue(olderThan)),
                DryRun = parsed.GetValue(dryRun),
                AllowMassDeletion = parsed.GetValue(allowMany),
                AdoptStore = parsed.GetValue(takeOver),
                CheckOtherTables = !parsed.GetValue(onlyTheseTables),
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonOptions common, ParseResult parsed, string url, SweepOptions options, CancellationToken cancellationToken)
    {
        // Never some of the types: a type that was left out might share its files' folder with one that wasn't.
        IReadOnlyList<IImageTable> tables = common.Tables(parsed);
        Database database = common.DatabaseOf(parsed);
        IImageStore store = await OpenedStore.OpenAsync(url, mustExist: true, cancellationToken);
        await using RunLock runLock = await RunLock.TakeAsync(database, cancellationToken);
        await using DbConnection connection = await database.OpenAsync(cancellationToken);

        Reporter reporter = common.ReporterOf(parsed);
        SweepReport report = await reporter.RunAsync("Sweeping", _ => ImageSweeper.SweepAsync(connection, tables, store, options, cancellationToken));
        string removed = options.DryRun ? "would be removed" : "removed";
        reporter.Show(
            FormattableString.Invariant($"{Counted.Of(report.Examined, "file")}: {report.Removed:N0} without a row {removed} ({Counted.Of(report.RemovedBytes, "byte")}), {report.SkippedAsTooRecent:N0} too young, {report.Failed:N0} failed.") +
            (report.NamedElsewhere == 0 ? "" : FormattableString.Invariant($" {report.NamedElsewhere:N0} stay, because another image table may name them.")) +
            (report.IsComplete ? "" : " There are more: sweep again."),
            new
            {
                options.DryRun, report.Examined, report.Removed, report.RemovedBytes, report.SkippedAsTooRecent, report.Failed, report.Unfinished, report.NamedElsewhere, report.Unreadable, report.IsComplete,
            },
            report.Unreadable.Select(folder => $"{folder}: the folder can't be read."));
        return (int)(report.Failed == 0 && report.Unreadable.Count == 0 ? ExitCode.Done : ExitCode.Problems);
    }
}
