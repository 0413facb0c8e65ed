using System.Data.Common;
using ImageAttach.Sql;

namespace ImageAttach;

/// <summary>What a store says about the database that its files belong to, beside the database at hand.</summary>
internal sealed class StoreMark
{
    private readonly IListableImageStore _store;
    private readonly string? _noted;
    private readonly string _database;

    private StoreMark(IListableImageStore store, string? noted, string database) => (_store, _noted, _database) = (store, noted, database);

    public static async Task<StoreMark> ReadAsync(IListableImageStore store, DbConnection connection, CancellationToken cancellationToken) => new(
        store,
        await store.ReadMarkAsync(cancellationToken).ConfigureAwait(false),
        await DatabaseIdentity.OfAsync(connection, cancellationToken).ConfigureAwait(false));

    /// <summary>The other database that the files belong to; null when they belong to this one, or to none yet.</summary>
    public string? OfAnother => _noted is not null && _noted != _database ? _noted : null;

    /// <exception cref="SweepRefusedException">The files belong to another database.</exception>
    public void RefuseAnother()
    {
        if (OfAnother is not null)
        {
            throw new SweepRefusedException(
                $"The files in {_store} belong to the database '{_noted}', and this one is '{_database}': swept against it, they would be lost. " +
                "Nothing was removed. If the database has moved here, and is no copy, sweep once with TakeOver.");
        }
    }

    public Task WriteAsync(CancellationToken cancellationToken) =>
        _noted == _database ? Task.CompletedTask : _store.WriteMarkAsync(_database, cancellationToken);
}
