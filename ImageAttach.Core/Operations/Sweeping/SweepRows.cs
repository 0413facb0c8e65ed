using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Operations;

/// <summary>The rows of a database, as a sweep asks them.</summary>
/// <param name="connection">The connection.</param>
/// <param name="tables">The tables given. Rows of all of them count, whichever store is theirs: a call may have been given another.</param>
/// <param name="checksOthers">Whether rows of tables that weren't given count as well.</param>
internal sealed class SweepRows(DbConnection connection, IImageTable[] tables, bool checksOthers)
{
    // A file is put before its transaction changes a row, and on MySQL a transaction begins with that.
    private static readonly TimeSpan PutLead = TimeSpan.FromMinutes(1);

    private readonly OtherTables _others = new(connection, tables);

    public DbConnection Connection => connection;

    /// <exception cref="SweepRefusedException">A temporary table of the session hides one of the tables given.</exception>
    public Task RefuseHiddenAsync(CancellationToken cancellationToken) => HiddenTableCheck.RefuseAsync(connection, tables, cancellationToken);

    /// <summary>The files that the tables of an object type name.</summary>
    public ReferencedFiles GetReferencedFiles(string objectType) => new(connection, [.. tables.Where(table => table.ObjectType == objectType)]);

    /// <summary>Whether a row of another table may name a file.</summary>
    public async Task<bool> OthersMayReferenceAsync(StoreKey key, CancellationToken cancellationToken) =>
        checksOthers && await _others.MayReferenceAsync(key, cancellationToken).ConfigureAwait(false);

    /// <summary>Those of a few files that no row names now.</summary>
    public async Task<List<StoredFile>> FindUnreferencedAsync(StoredFile[] files, ReferencedFiles named, CancellationToken cancellationToken)
    {
        List<StoredFile> unreferenced = await named.FindUnreferencedAsync(files, cancellationToken).ConfigureAwait(false);
        return checksOthers && unreferenced.Count > 0 ? await _others.FindUnreferencedAsync(unreferenced, cancellationToken).ConfigureAwait(false) : unreferenced;
    }

    /// <summary>When the oldest transaction that is open on the tables may have put its first file; the distant future when there is none.</summary>
    public async Task<DateTimeOffset> OpenSinceAsync(CancellationToken cancellationToken) =>
        await FindOldestTransactionAsync(cancellationToken).ConfigureAwait(false) is { } age
            ? TimeProvider.System.GetUtcNow() - age - PutLead
            : DateTimeOffset.MaxValue;

    // A role that may not ask is answered as if there were none.
    private async Task<TimeSpan?> FindOldestTransactionAsync(CancellationToken cancellationToken)
    {
        ImageDatabase database = ImageDatabases.Get(connection);
        try
        {
            return tables.Length == 0
                ? null
                : await database.FindOldestTransactionAsync(connection, [.. tables.Select(table => table.Definition)], cancellationToken).ConfigureAwait(false);
        }
        catch (DbException failure) when (database.GetErrorKind(failure) == DatabaseErrorKind.AccessDenied)
        {
            return null;
        }
    }
}
