using System.Data.Common;
using System.Runtime.CompilerServices;

namespace ImageAttach.Databases;

/// <summary>Reads rows of a table whose image type isn't known, one by one.</summary>
internal static class TableRows
{
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection, open.</param>
    /// <param name="revisions">The revisions to look for; null for all rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static IAsyncEnumerable<Image> ReadAsync(
        IImageTable table, DbConnection connection, string[]? revisions, CancellationToken cancellationToken) => ReadAsync(
            table,
            connection,
            command =>
            {
                if (revisions is not null)
                    AddCondition(command, ImageDatabases.Get(connection), revisions);
            },
            cancellationToken);

    /// <param name="table">The table.</param>
    /// <param name="connection">The connection, open.</param>
    /// <param name="add">Adds conditions and order to the command, which selects all rows.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async IAsyncEnumerable<Image> ReadAsync(
        IImageTable table, DbConnection connection, Action<DbCommand> add, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = ImageDatabases.Get(connection).GetStatements(table).Select;
            add(command);
            DbDataReader reader = await TableErrors.ExplainAsync(command.ExecuteReaderAsync(cancellationToken), table, connection).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await TableErrors.ExplainAsync(reader.ReadAsync(cancellationToken), table, connection).ConfigureAwait(false))
                    yield return Read(table, connection, reader);
            }
        }
    }

    private static void AddCondition(DbCommand command, ImageDatabase database, string[] revisions)
    {
        ImageParameters parameters = new(command, database);
        for (int i = 0; i < revisions.Length; i++)
            parameters.Add($"@r{i}", revisions[i]);
        command.CommandText += $" where {database.Quote(ImageColumn.Revision.Name)} in ({string.Join(", ", Enumerable.Range(0, revisions.Length).Select(i => $"@r{i}"))})";
    }

    private static Image Read(IImageTable table, DbConnection connection, DbDataReader reader)
    {
        try
        {
            return table.ReadImage(reader);
        }
        catch (Exception failure) when (TableErrors.Explain(failure, table, connection) is { } explained)
        {
            throw explained;
        }
    }
}
