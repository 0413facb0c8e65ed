using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <summary>A savepoint of an ambient transaction, which has no object that could make one.</summary>
internal sealed class AmbientSavepoint(ImageDatabase database, DbConnection connection, string name)
{
    /// <inheritdoc cref="ImageDatabase.GetErrorKind"/>
    public DatabaseErrorKind GetErrorKind(DbException failure) => database.GetErrorKind(failure);

    /// <summary>Creates the savepoint. Fails if the connection has no open transaction.</summary>
    public Task SaveAsync(CancellationToken cancellationToken) =>
        SqlStatement.ExecuteAllAsync(database, connection, new([.. database.ComposeSavepoint(name)]), transaction: null, cancellationToken);

    public Task ReleaseAsync() => database.ComposeRelease(name) is { } release
        ? SqlStatement.ExecuteAsync(connection, release, [], CancellationToken.None)
        : Task.CompletedTask;

    /// <returns>Whether that was possible: the connection may be gone, or the transaction with it, and then that one's end decides.</returns>
    public async Task<bool> TryRollBackAsync()
    {
        try
        {
            await SqlStatement.ExecuteAsync(connection, database.ComposeRollbackTo(name), [], CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            return false;
        }
    }
}
