using System.CommandLine;
using System.Data.Common;
using System.Globalization;
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
        foreach (IImageTable table in tables.DistinctBy(table => table.TableName))
            all.Add(await TableStats.OfAsync(table, connection, cancellationToken));

        common.ReporterOf(parsed).Show(
            string.Create(CultureInfo.InvariantCulture, $"{all.Sum(each => each.Originals):N0} originals, {all.Sum(each => each.Thumbnails):N0} thumbnails, {all.Sum(each => each.Bytes):N0} bytes."),
            new { Tables = all },
            all.Select(each => string.Create(
                CultureInfo.InvariantCulture,
                $"{each.Table}: {each.Originals:N0} originals, {each.Thumbnails:N0} thumbnails, {each.Bytes:N0} bytes") + (each.Unnoted == 0 ? "" : string.Create(
                CultureInfo.InvariantCulture, $", {each.Unnoted:N0} rows that note no length (migrate with --convert)"))));
        return (int)ExitCode.Done;
    }
}
