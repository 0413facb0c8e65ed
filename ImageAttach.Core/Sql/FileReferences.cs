using System.Data.Common;

namespace ImageAttach.Sql;

/// <summary>Looks up whether a committed row of a table references a file, whatever isolation the session has.</summary>
internal static class FileReferences
{
    private static readonly string[] FileColumns = ["revision", "width", "height", "mimetype"];

    /// <param name="table">The table.</param>
    /// <param name="image">An image of the set that the file was put or superseded for.</param>
    /// <param name="key">The file's name.</param>
    /// <param name="connection">The connection, outside of any transaction.</param>
    public static async Task<bool> ExistAsync(IImageTable table, Image image, StoreKey key, DbConnection connection)
    {
        ImageTableSql sql = table.SqlFor(SqlDialects.Of(connection));
        SqliteCommittedRead read = await SqliteCommittedRead.BeginAsync(connection).ConfigureAwait(false);
        await using (read.ConfigureAwait(false))
        {
            await foreach (Image row in TableRows.ReadAsync(table, connection, AddCondition, CancellationToken.None).ConfigureAwait(false))
            {
                if (row.Key == key)
                    return true;
            }
        }

        return false;

        void AddCondition(DbCommand command)
        {
            command.CommandText = CommittedRead.PrefixFor(sql.Dialect) + command.CommandText;
            ImageParameters parameters = new(command, sql.Dialect);
            if (table.SharesObjectIds)
                AddFile(command, parameters, sql, key);
            else
                AddSet(command, parameters, sql);
        }

        void AddSet(DbCommand command, ImageParameters parameters, ImageTableSql sql)
        {
            command.CommandText += $" where {sql.WhereSet}";
            table.AddSetKeyOf(parameters, image);
        }
    }

    // Where sets share an object id, a file that was moved from one to another bears the name that it had: any row of the table may reference it.
    private static void AddFile(DbCommand command, ImageParameters parameters, ImageTableSql sql, StoreKey key)
    {
        command.CommandText += $" where {string.Join(" and ", FileColumns.Select(column => $"{sql.Quote(column)} = @{column}"))}";
        parameters.Add("@revision", key.Revision);
        parameters.Add("@width", key.Width);
        parameters.Add("@height", key.Height);
        parameters.Add("@mimetype", key.MimeType);
    }
}
