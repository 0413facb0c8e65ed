using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Databases;

/// <summary>A column of a table, as a catalog lists it.</summary>
internal sealed record CatalogColumn(string Name, int? KeyPosition, string? KeyName)
{
    /// <summary>Runs a query for the columns of a table: name, position in the primary key or null, and the name of the key's constraint.</summary>
    public static async Task<ExistingTable?> ReadTableAsync(
        DbConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters, CancellationToken cancellationToken)
    {
        List<CatalogColumn> columns = await SqlStatement.ReadAsync(connection, sql, parameters, Read, cancellationToken).ConfigureAwait(false);
        return columns.Count == 0 ? null : new(
            [.. columns.Select(column => column.Name)],
            [.. columns.Where(column => column.KeyPosition is not null).OrderBy(column => column.KeyPosition).Select(column => column.Name)],
            columns.Select(column => column.KeyName).FirstOrDefault(name => name is not null));
    }

    private static CatalogColumn Read(DbDataReader reader) => new(
        reader.GetString(0),
        reader.IsDBNull(1) ? null : Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture),
        reader.IsDBNull(2) ? null : reader.GetString(2));
}
