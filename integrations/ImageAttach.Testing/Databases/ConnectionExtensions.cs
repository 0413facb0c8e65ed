using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Testing;

/// <summary>Statements that checks send themselves.</summary>
internal static class ConnectionExtensions
{
    /// <summary>Sends a statement.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="transaction">The transaction; null for none.</param>
    /// <returns>How many rows it changed, as the provider has it.</returns>
    public static async Task<int> SendAsync(this DbConnection connection, string sql, DbTransaction? transaction = null)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            (command.CommandText, command.Transaction) = (sql, transaction);
            return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends statements, one after the other.</summary>
    public static async Task SendAllAsync(this DbConnection connection, IEnumerable<string> statements, DbTransaction? transaction = null)
    {
        foreach (string sql in statements)
            await connection.SendAsync(sql, transaction).ConfigureAwait(false);
    }

    /// <summary>Sends a statement about a row, which becomes its parameters.</summary>
    public static async Task<int> SendAsync<TImage>(
        this DbConnection connection, string sql, ImageDatabase database, TImage row, string? originalRevision = null, DbTransaction? transaction = null)
        where TImage : Image, IImageEntity<TImage>
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            (command.CommandText, command.Transaction) = (sql, transaction);
            ImageParameters parameters = new(command, database);
            TImage.Table.AddRow(parameters, row);
            if (originalRevision is not null)
                parameters.Add("@original_revision", originalRevision);
            return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs a query and returns the first column of all its rows.</summary>
    public static Task<List<object>> QueryAsync(this DbConnection connection, string sql, Action<DbCommand>? configure = null, DbTransaction? transaction = null) =>
        connection.QueryAsync(sql, reader => reader.GetValue(0), configure, transaction);

    /// <summary>Runs a query and returns what is read of its rows.</summary>
    public static async Task<List<T>> QueryAsync<T>(
        this DbConnection connection, string sql, Func<DbDataReader, T> read, Action<DbCommand>? configure = null, DbTransaction? transaction = null)
    {
        DbCommand command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            (command.CommandText, command.Transaction) = (sql, transaction);
            configure?.Invoke(command);
            DbDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                List<T> values = [];
                while (await reader.ReadAsync().ConfigureAwait(false))
                    values.Add(read(reader));
                return values;
            }
        }
    }
}
