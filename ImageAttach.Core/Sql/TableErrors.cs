using System.Data;
using System.Data.Common;

namespace ImageAttach.Sql;

/// <summary>Recognises the errors of a database that the user can mend, whatever the provider calls them.</summary>
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
        _ when (connection.State & ConnectionState.Open) == 0 => new(
            $"The connection to the database was lost at the table '{table.QualifiedName}': {failure.Message} What wasn't committed by then is undone. " +
            "Open another connection and do it again.",
            failure),
        DbException ofDatabase => Explain(ofDatabase, table),
        InvalidCastException or FormatException or OverflowException => WrongType(failure, table),
        _ => null,
    };

    /// <summary>Whether a statement failed because a table doesn't exist.</summary>
    public static bool IsMissingTable(DbException failure) => IsOneOf(failure, ["42P01", "42S02"], "no such table");

    /// <summary>Whether a statement failed because the role lacks a right, or because a policy would have filtered the rows.</summary>
    public static bool IsDenied(DbException failure) => IsOneOf(failure, ["42501"], "command denied", "Access denied");

    private static ImageTableException? Explain(DbException failure, IImageTable table)
    {
        string type = table.ImageType.Name;
        return failure switch
        {
            _ when table.Schema is { } schema && IsOneOf(failure, ["3F000"], "unknown database") => new(
                $"The database has no schema '{schema}', which {type} is kept in: {failure.Message} Make it first; on SQLite, attach a database by this name to the connection.",
                failure),
            _ when IsMissingTable(failure) => new(
                $"The database has no table '{table.QualifiedName}'. Make it with CreateImageTableAsync<{type}>(), or run {type}.CreateTableSql(…) in your own migration.",
                failure),
            _ when IsOneOf(failure, ["42703", "42S22"], "no such column", "has no column named") => new(
                $"The table '{table.QualifiedName}' lacks a column that {type} has: {failure.Message} Add it; {type}.CreateTableSql(…) shows how it is declared.",
                failure),
            _ when IsOneOf(failure, ["25006"], "readonly database", "--read-only") => new(
                $"The table '{table.QualifiedName}' can't be changed, because the database is read-only: {failure.Message} Use a connection that may write.",
                failure),

            // Types that can't be compared or assigned, texts that are no number or time, and numbers or texts that are too long.
            _ when IsOneOf(failure, ["42883", "42804", "22P02", "22007", "22003", "22001"], "datatype mismatch", "cannot store", "Incorrect ") =>
                WrongType(failure, table),
            _ => null,
        };
    }

    private static ImageTableException WrongType(Exception failure, IImageTable table) => new(
        $"A column of the table '{table.QualifiedName}' has another type than {table.ImageType.Name} needs: {failure.Message} " +
        $"Compare the table with {table.ImageType.Name}.CreateTableSql(…).",
        failure);

    // SQLite has no SQL states; MariaDB has one for all and sundry where a server is read-only.
    private static bool IsOneOf(DbException failure, string[] states, params string[] words) =>
        states.Contains(failure.SqlState) || words.Any(word => failure.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
