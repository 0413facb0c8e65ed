using System.Data;
using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Operations;

namespace ImageAttach;

/// <summary>Compares tables with their image types, and writes the statements that mend what differs. Changes nothing.</summary>
public static class ImageTableChecker
{
    /// <summary>Looks for missing tables, missing columns and other primary keys.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="tables">The tables: <c>ImageEntities.All</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What differs, in the order in which it is to be mended; empty when all is well.</returns>
    /// <remarks>Columns that the image type doesn't have and the types of columns aren't compared.</remarks>
    public static async Task<IReadOnlyList<ImageTableDrift>> CheckAsync(
        IDbConnection db, IEnumerable<IImageTable> tables, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        DbConnection connection = Connections.RequireUsable(db);
        ImageDatabase database = ImageDatabases.Get(connection);
        List<ImageTableDrift> drift = [];
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            foreach (IImageTable table in tables)
            {
                ExistingTable? existing = await database.FindTableAsync(connection, table.Definition, cancellationToken).ConfigureAwait(false);
                drift.AddRange(new TableComparison(table.Definition, existing, database).Differences());
            }
        }

        return drift;
    }
}
