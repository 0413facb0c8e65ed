using System.Data.Common;
using System.Globalization;

namespace ImageAttach.Databases;

/// <summary>A table with the columns of an image table, as a catalog lists it.</summary>
internal sealed record CatalogTable(string Schema, string Name, bool HasRevisions)
{
    /// <summary>Runs a query for schema, name, and the number of columns named <c>revision</c>.</summary>
    public static Task<List<CatalogTable>> ReadAsync(
        DbConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters, CancellationToken cancellationToken) => SqlStatement.ReadAsync(
            connection,
            sql,
            parameters,
            reader => new CatalogTable(reader.GetString(0), reader.GetString(1), Convert.ToInt64(reader.GetValue(2), CultureInfo.InvariantCulture) > 0),
            cancellationToken);

    public OtherImageTable ToOtherImageTable(ImageDatabase database) => new($"{database.Quote(Schema)}.{database.Quote(Name)}", HasRevisions);
}
