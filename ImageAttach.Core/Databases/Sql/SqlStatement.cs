using System.Data.Common;

namespace ImageAttach.Databases;

/// <summary>Runs a statement that has a few parameters.</summary>
internal static class SqlStatement
{
    /// <summary>Runs a query and reads its rows.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="read">Reads one row.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<List<T>> ReadAsync<T>(
        DbConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        DbCommand command = Create(connection, sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    rows.Add(read(reader));
            }
        }

        return rows;
    }

    /// <summary>Runs a query and returns the first column of its first row; null when that is null, or when there is no row.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<object?> ReadValueAsync(
        DbConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters, CancellationToken cancellationToken)
    {
        DbCommand command = Create(connection, sql, parameters);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is { } value and not DBNull ? value : null;
    }

    /// <summary>Runs statements that return nothing and have no parameters, as one command where the database takes several.</summary>
    /// <param name="database">The database.</param>
    /// <param name="connection">The connection, open.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="transaction">The transaction; null for none, and for one that the connection takes part in.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task ExecuteAllAsync(
        ImageDatabase database, DbConnection connection, StatementBatch statements, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        foreach (string sql in statements.GetCommands(database))
        {
            DbCommand command = Create(connection, sql, []);
            await using (command.ConfigureAwait(false))
            {
                if (transaction is not null)
                    command.Transaction = transaction;
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Runs a statement outside of a transaction, or in the one that the connection takes part in, and returns the number of rows that it changed.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static Task<int> ExecuteAsync(
        DbConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, sql, parameters, transaction: null, cancellationToken);

    /// <summary>Runs a statement and returns the number of rows that it changed.</summary>
    /// <param name="connection">The connection, open.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="transaction">The transaction; null for none, and for one that the connection takes part in.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<int> ExecuteAsync(
        DbConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        DbCommand command = Create(connection, sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static DbCommand Create(DbConnection connection, string sql, IEnumerable<(string Name, object? Value)> parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
