using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;

namespace ImageAttach.Databases;

/// <summary>Reads all rows of a table in the order of their keys, page by page: one query a page, and no reader stays open between them.</summary>
internal static class TablePages
{
    private const int PageSize = 500;
    private const string AfterSuffix = "_after";

    /// <summary>The rows, one by one. The next page is asked for while one is used.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection, which others may use between two queries.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async IAsyncEnumerable<Image> ReadAsync(
        IImageTable table, SharedConnection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Task<List<Image>> next = ReadPageAsync(table, connection, after: null, cancellationToken);
        try
        {
            while (true)
            {
                List<Image> page = await next.ConfigureAwait(false);
                next = page.Count < PageSize ? Task.FromResult<List<Image>>([]) : ReadPageAsync(table, connection, page[^1], cancellationToken);
                if (page.Count == 0)
                    yield break;
                foreach (Image image in page)
                    yield return image;
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>How many rows the table has.</summary>
    public static Task<long> CountAsync(IImageTable table, SharedConnection connection, CancellationToken cancellationToken) =>
        connection.UseAsync(
            async db => Convert.ToInt64(
                await TableErrors.ExplainAsync(
                    db.ExecuteScalarAsync(new CommandDefinition(
                        $"select count(*) from {ImageDatabases.Get(db).QuoteTable(table.Definition)}", cancellationToken: cancellationToken)),
                    table,
                    db).ConfigureAwait(false),
                CultureInfo.InvariantCulture),
            cancellationToken);

    private static Task<List<Image>> ReadPageAsync(IImageTable table, SharedConnection connection, Image? after, CancellationToken cancellationToken) =>
        connection.UseAsync(
            async db =>
            {
                List<Image> page = new(PageSize);
                await foreach (Image image in TableRows.ReadAsync(table, db, command => ComposePage(command, table, ImageDatabases.Get(db), after), cancellationToken).ConfigureAwait(false))
                    page.Add(image);
                return page;
            },
            cancellationToken);

    private static void ComposePage(DbCommand command, IImageTable table, ImageDatabase database, Image? after)
    {
        IReadOnlyList<ImageColumn> key = table.Definition.PrimaryKey;
        string[] columns = [.. key.Select(column => database.Quote(column.Name))];
        if (after is not null)
        {
            string[] parameters = [.. key.Select(column => $"@{column.Parameter}{AfterSuffix}")];
            command.CommandText += $" where {ComposeAfter(columns, parameters)}";
            ImageParameters values = new(command, database, AfterSuffix);
            table.AddSetKeyOf(values, after);
            values.Add("@width", after.Width);
            values.Add("@height", after.Height);
            values.Add("@recipe", after.Recipe);
        }

        command.CommandText = database.ComposeLimited(command.CommandText, string.Join(", ", columns), PageSize);
    }

    // a >= @a and (a > @a or (b >= @b and (b > @b or …))). Comparing whole rows would be shorter; MySQL finds no index for that.
    private static string ComposeAfter(ReadOnlySpan<string> columns, ReadOnlySpan<string> parameters) => columns.Length == 1
        ? $"{columns[0]} > {parameters[0]}"
        : $"{columns[0]} >= {parameters[0]} and ({columns[0]} > {parameters[0]} or ({ComposeAfter(columns[1..], parameters[1..])}))";
}
