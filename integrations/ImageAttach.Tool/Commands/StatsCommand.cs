using System.CommandLine;
using System.Data.Common;
using ImageAttach.Tool.Output;

namespace ImageAttach.Tool.Commands;

/// <summary>Says how many images there are.</summary>
internal static class StatsCommand
{
    public static Command Define(CommonOptions common)
    {
        Command command = new("stats", "Says how many originals and thumbnails each table has, and how many bytes they take.") { common.Types };
        command.SetAction((parsed, cancellationToken) => RunAsync(common, parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonOptions common, ParseResult parsed, CancellationToken cancellationToken)
    {
        IReadOnlyList<IImageTable> tables = common.ChosenTables(parsed);
        await using DbConnection connection = await common.DatabaseOf(parsed).OpenAsync(cancellationToken);
        List<TableStats> all = [];
        foreach (IImageTable table in tables.DistinctBy(table => table.QualifiedName))
            all.Add(await TableStats.OfAsync(table, connection, cancellationToken));

        common.ReporterOf(parsed).Show(
            $"{Line(all.Sum(stats => stats.Originals), all.Sum(stats => stats.Thumbnails), all.Sum(stats => stats.Bytes))}.",
            new { Tables = all },
            all.Select(stats => $"{stats.Table}: {Line(stats.Originals, stats.Thumbnails, stats.Bytes)}{Unnoted(stats)}"));
        return (int)ExitCode.Done;
    }

    private static string Line(long originals, long thumbnails, long bytes) =>
        $"{Counted.Of(originals, "original")}, {Counted.Of(thumbnails, "thumbnail")}, {Counted.Of(bytes, "byte")}";

    private static string Unnoted(TableStats table) =>
        table.Unnoted == 0 ? "" : $", {Counted.Of(table.Unnoted, "row")} without a length (migrate with --convert)";
}
