using System.Data.Common;
using Dapper;

namespace ImageAttach.Databases;

/// <summary>Updates what a row records of its file: media type, revision, length and hash.</summary>
internal static class FileMetadataUpdate
{
    /// <summary>Updates a row, unless it is gone or references another file by now.</summary>
    /// <param name="table">The row's table.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="transaction">The transaction, or null.</param>
    /// <param name="image">The image, with the new values.</param>
    /// <param name="revision">The revision that the row has now.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Whether the row was there.</returns>
    public static async Task<bool> RunAsync(
        IImageTable table, DbConnection connection, DbTransaction? transaction, Image image, string revision, CancellationToken cancellationToken)
    {
        ImageTableStatements sql = ImageDatabases.Get(connection).GetStatements(table);
        CommandParameters<(IImageTable Table, Image Image, string Revision)> parameters = new(sql.Database, (table, image, revision), Add);
        string update =
            $"""
            update {sql.Table}
            set {Set(ImageColumn.MimeType)}, {Set(ImageColumn.Revision)}, {Set(ImageColumn.Length)}, {Set(ImageColumn.Sha256)}
            where {sql.WhereSet} and {Set(ImageColumn.Width)} and {Set(ImageColumn.Height)} and {Set(ImageColumn.Recipe)} and {sql.Quote(ImageColumn.Revision)} = @old_revision
            """;
        return await TableErrors.ExplainAsync(
            connection.ExecuteAsync(new CommandDefinition(update, parameters, transaction, cancellationToken: cancellationToken)), table, connection).ConfigureAwait(false) > 0;

        string Set(ImageColumn column) => $"{sql.Quote(column)} = @{column.Parameter}";
    }

    private static void Add(ImageParameters parameters, (IImageTable Table, Image Image, string Revision) row)
    {
        row.Table.AddSetKeyOf(parameters, row.Image);
        parameters.Add("@mimetype", row.Image.MimeType);
        parameters.Add("@revision", row.Image.Revision);
        parameters.Add("@length", row.Image.Length);
        parameters.Add("@sha256", row.Image.Sha256);
        parameters.Add("@width", row.Image.Width);
        parameters.Add("@height", row.Image.Height);
        parameters.Add("@recipe", row.Image.Recipe);
        parameters.Add("@old_revision", row.Revision);
    }
}
