using System.Data.Common;
using System.Globalization;
using Dapper;
using ImageAttach.Databases;

namespace ImageAttach.Tool.Commands;

/// <summary>How many images a table has.</summary>
/// <param name="Table">The table.</param>
/// <param name="Originals">Originals.</param>
/// <param name="Thumbnails">Thumbnails.</param>
/// <param name="Bytes">Their size, as far as rows note it.</param>
/// <param name="Unnoted">Rows that note no length.</param>
internal sealed record TableStats(string Table, long Originals, long Thumbnails, long Bytes, long Unnoted)
{
    public static async Task<TableStats> OfAsync(IImageTable table, DbConnection connection, CancellationToken cancellationToken)
    {
        ImageDatabase database = ImageDatabases.Get(connection);
        string length = database.Quote(ImageColumn.Length.Name);
        string count = $"""
            select count(*), sum(case when {database.ComposeIsTrue(ImageColumn.Original)} then 1 else 0 end), sum({length}), sum(case when {length} is null then 1 else 0 end)
            from {database.QuoteTable(table.Definition)}
            """;
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = count;
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        long[] figures = [.. Enumerable.Range(0, 4).Select(i => reader.IsDBNull(i) ? 0 : Convert.ToInt64(reader.GetValue(i), CultureInfo.InvariantCulture))];
        return new(table.QualifiedName, figures[1], figures[0] - figures[1], figures[2], figures[3]);
    }
}
