using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Operations;

/// <summary>Finds temporary tables that hide a table of the same name from this session, and with it the rows that all other sessions see.</summary>
internal static class HiddenTableCheck
{
    /// <exception cref="SweepRefusedException">A temporary table has the name of one of the tables.</exception>
    public static async Task RefuseAsync(DbConnection connection, IEnumerable<IImageTable> tables, CancellationToken cancellationToken)
    {
        ImageDatabase database = ImageDatabases.Get(connection);
        foreach (IImageTable table in tables)
        {
            if (await database.IsHiddenAsync(connection, table.Definition, cancellationToken).ConfigureAwait(false))
                throw Refused(table.QualifiedName);
        }
    }

    /// <inheritdoc cref="RefuseAsync(DbConnection, IEnumerable{IImageTable}, CancellationToken)"/>
    /// <param name="connection">The connection, open.</param>
    /// <param name="table">A table that the caller doesn't know.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task RefuseAsync(DbConnection connection, OtherImageTable table, CancellationToken cancellationToken)
    {
        if (await ImageDatabases.Get(connection).IsHiddenAsync(connection, table, cancellationToken).ConfigureAwait(false))
            throw Refused(table.Name);
    }

    private static SweepRefusedException Refused(string table) => new(
        $"A temporary table of this connection has the name of the table '{table}' and hides its rows, whose files would be lost. Nothing was removed. Drop the temporary " +
        "table, or use another connection. See docs/errors/sweep-refused.md");
}
