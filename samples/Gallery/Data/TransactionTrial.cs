using System.Data.Common;
using Dapper;
using ImageAttach;

namespace Gallery.Data;

/// <summary>Attaches a picture in a transaction, and looks at rows and files before, inside, and after.</summary>
/// <param name="db">The connection that the transaction is on.</param>
/// <param name="others">Another connection, which sees what anybody else does.</param>
/// <param name="store">Where the files are.</param>
internal sealed class TransactionTrial(DbConnection db, DbConnection others, IListableImageStore store)
{
    /// <summary>The moments that are looked at, in their order.</summary>
    public static IReadOnlyList<string> Moments { get; } = ["before", "inside", "after"];

    private readonly List<(string Name, string Moment)> _rows = [];
    private readonly List<(string Name, string Moment)> _rowsOfOthers = [];
    private readonly List<(string Name, string Moment)> _files = [];

    public async Task<IReadOnlyList<Finding>> RunAsync(Stream picture, bool commits)
    {
        Trial trial = new();
        await db.OpenAsync();
        await LookAsync("before");
        await using (ImageTransaction tx = await db.BeginImageTransactionAsync())
        {
            await trial.Picture.FromFileAsync(db, picture, transaction: tx);
            await trial.Picture.GenerateThumbnailsAsync(db, Uploads.Widths, transaction: tx);
            await LookAsync("inside", tx);
            if (commits)
                await tx.CommitAsync();
            else
                await tx.RollbackAsync();
        }

        await LookAsync("after");
        return [.. FindingsIn("Rows, as the transaction sees them", _rows), .. FindingsIn("Rows, as all others see them", _rowsOfOthers), .. FindingsIn("Files", _files)];
    }

    private static IEnumerable<Finding> FindingsIn(string kind, List<(string Name, string Moment)> found) =>
        found.GroupBy(entry => entry.Name, (name, entries) => new Finding(kind, name, [.. entries.Select(entry => entry.Moment)]));

    private async Task LookAsync(string moment, ImageTransaction? tx = null)
    {
        _rows.AddRange((await RowsAsync(db, tx?.DbTransaction)).Select(name => (name, moment)));
        _rowsOfOthers.AddRange((await RowsAsync(others)).Select(name => (name, moment)));
        await foreach (StoredFile file in store.ListAsync("trial-picture"))
            _files.Add((Path.GetFileName(file.Key.ToPath()).Replace(file.Key.Revision, Short(file.Key.Revision), StringComparison.Ordinal), moment));
    }

    private static async Task<IEnumerable<string>> RowsAsync(DbConnection connection, DbTransaction? within = null)
    {
        IEnumerable<TrialPicture> rows = await connection.QueryAsync<TrialPicture>(
            "select * from trial_picture order by created_at, width desc", transaction: within);
        return rows.Select(row => $"{(row.Original ? "original" : "thumbnail")} {row.Size}, revision {Short(row.Revision)}");
    }

    // Enough to tell one from another.
    private static string Short(string revision) => revision[..6] + "…";
}

/// <summary>A row or a file, and when it was there.</summary>
/// <param name="Kind">Where it was looked for.</param>
/// <param name="Name">What it is.</param>
/// <param name="Seen">The moments at which it was there.</param>
public sealed record Finding(string Kind, string Name, IReadOnlyList<string> Seen);
