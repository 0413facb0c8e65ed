using System.Data.Common;

namespace ImageAttach.Databases;

/// <summary>Looks up whether a committed row of a table references a file, whatever isolation the session has.</summary>
internal static class FileReferences
{
    private static readonly ImageColumn[] FileColumns = [ImageColumn.Revision, ImageColumn.Width, ImageColumn.Height, ImageColumn.MimeType];

    /// <param name="table">The table.</param>
    /// <param name="image">An image of the set that the file was put or made obsolete for.</param>
    /// <param name="key">The file's name.</param>
    /// <param name="connection">The connection, outside of any transaction.</param>
    public static async Task<bool> ExistAsync(IImageTable table, Image image, StoreKey key, DbConnection connection)
    {
        ImageTableStatements sql = ImageDatabases.Get(connection).GetStatements(table);
        IAsyncDisposable hidden = await sql.Database.HideUncommittedAsync(connection).ConfigureAwait(false);
        await using (hidden.ConfigureAwait(false))
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
            if (sql.Database.BeforeCommittedQuery is { } before)
                command.CommandText = $"{before}; {command.CommandText}";
            ImageParameters parameters = new(command, sql.Database);
            if (table.SharesObjectIds)
                AddFile(command, parameters, sql, key);
            else
                AddSet(command, parameters, sql);
        }

        void AddSet(DbCommand command, ImageParameters parameters, ImageTableStatements sql)
        {
            command.CommandText += $" where {sql.WhereSet}";
            table.AddSetKeyOf(parameters, image);
        }
    }

    // Where sets share an object id, a file that was moved from one to another bears the name that it had: any row of the table may reference it.
    private static void AddFile(DbCommand command, ImageParameters parameters, ImageTableStatements sql, StoreKey key)
    {
        command.CommandText += $" where {string.Join(" and ", FileColumns.Select(column => $"{sql.Quote(column)} = @{column.Parameter}"))}";
        parameters.Add("@revision", key.Revision);
        parameters.Add("@width", key.Width);
        parameters.Add("@height", key.Height);
        parameters.Add("@mimetype", key.MimeType);
    }
}
