using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Operations;

/// <summary>Finds the sets of a table whose owner is gone.</summary>
internal static class OwnerlessSets
{
    /// <summary>Reads one image of each such set; none when the image type doesn't name the table of its owners.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection, open.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageTableException">The table of the owners doesn't exist.</exception>
    public static async Task<IReadOnlyList<VerifyProblem>> FindAsync(IImageTable table, DbConnection connection, CancellationToken cancellationToken)
    {
        if (table.OwnerTable is not { } owner)
            return [];
        try
        {
            return await ReadAsync(table, owner, connection, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageTableException failure) when (failure.InnerException is DbException missing && ImageDatabases.Get(connection).GetErrorKind(missing) == DatabaseErrorKind.MissingTable)
        {
            // The table of the images has been read before.
            throw new ImageTableException(
                $"The database has no table '{owner.Name}', which {table.ImageType.Name} names as OwnerTable: {missing.Message} Create it, or correct the name in [ImageEntity].", missing);
        }
    }

    private static async Task<List<VerifyProblem>> ReadAsync(IImageTable table, ImageOwnerTable owner, DbConnection connection, CancellationToken cancellationToken)
    {
        List<VerifyProblem> problems = [];
        HashSet<object> sets = [];
        string condition = Condition(owner, ImageDatabases.Get(connection).GetStatements(table));
        await foreach (Image image in TableRows.ReadAsync(table, connection, command => command.CommandText += condition, cancellationToken).ConfigureAwait(false))
        {
            if (sets.Add(table.GetSetKeyOf(image)))
                problems.Add(new()
                {
                    Table = table.QualifiedName,
                    Key = image.Key,
                    Kind = VerifyProblemKind.Ownerless,
                    Detail = $"the owner isn't in the table {owner.Name}: it was deleted without its images",
                });
        }

        return problems;
    }

    private static string Condition(ImageOwnerTable owner, ImageTableStatements sql)
    {
        IEnumerable<string> equal = owner.KeyColumns.Zip(sql.KeyColumns, (key, column) => $"image_owner.{sql.Database.Quote(key)} = {sql.Table}.{column}");
        return $" where not exists (select 1 from {sql.Database.QuoteTable(owner.Name)} image_owner where {string.Join(" and ", equal)}) order by {sql.OrderBySet}";
    }
}
