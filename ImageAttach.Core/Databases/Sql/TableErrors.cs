using System.Data.Common;
using ImageAttach.Transactions;

namespace ImageAttach.Databases;

/// <summary>Explains the errors of a database that the user can mend.</summary>
internal static class TableErrors
{
    /// <summary>Awaits work that a connection does for a table, and says more of what goes wrong where more is known.</summary>
    public static async Task<T> ExplainAsync<T>(Task<T> work, IImageTable table, DbConnection connection)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (Exception failure) when (Explain(failure, table, connection) is { } explained)
        {
            throw explained;
        }
    }

    /// <inheritdoc cref="ExplainAsync{T}"/>
    public static async Task ExplainAsync(Task work, IImageTable table, DbConnection connection)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception failure) when (Explain(failure, table, connection) is { } explained)
        {
            throw explained;
        }
    }

    /// <param name="failure">What the provider threw.</param>
    /// <param name="table">The table that was asked.</param>
    /// <param name="connection">The connection that it was asked through.</param>
    /// <returns>What happened and what to do; null for any other error.</returns>
    public static ImageTableException? Explain(Exception failure, IImageTable table, DbConnection connection) => failure switch
    {
        OperationCanceledException => null,
        _ when ImageDatabases.Get(connection).IsLost(connection) => new(
            $"The connection to the database was lost at the table '{table.QualifiedName}': {failure.Message} What wasn't committed by then is undone. " +
            "Open another connection and do it again.",
            failure),
        DbException ofDatabase => Explain(ofDatabase, table, ImageDatabases.Get(connection).GetErrorKind(ofDatabase)),
        InvalidCastException or FormatException or OverflowException => WrongType(failure, table),
        _ => null,
    };

    private static ImageTableException? Explain(DbException failure, IImageTable table, DatabaseErrorKind kind)
    {
        string type = table.ImageType.Name;
        return kind switch
        {
            DatabaseErrorKind.MissingSchema when table.Schema is { } schema => new(
                $"The database has no schema '{schema}', which {type} is kept in: {failure.Message} Make it first; on SQLite, attach a database by this name to the connection.",
                failure),
            DatabaseErrorKind.MissingTable => new(
                $"The database has no table '{table.QualifiedName}'. Make it with CreateImageTableAsync<{type}>(), or run {type}.CreateTableSql(…) in your own migration.",
                failure),
            DatabaseErrorKind.MissingColumn => new(
                $"The table '{table.QualifiedName}' lacks a column that {type} has: {failure.Message} Add it; {type}.CreateTableSql(…) shows how it is declared.",
                failure),
            DatabaseErrorKind.ReadOnly => new(
                $"The table '{table.QualifiedName}' can't be changed, because the database is read-only: {failure.Message} Use a connection that may write.",
                failure),
            DatabaseErrorKind.WrongType => WrongType(failure, table),
            _ => null,
        };
    }

    private static ImageTableException WrongType(Exception failure, IImageTable table) => new(
        $"A column of the table '{table.QualifiedName}' has another type than {table.ImageType.Name} needs: {failure.Message} " +
        $"Compare the table with {table.ImageType.Name}.CreateTableSql(…).",
        failure);
}
