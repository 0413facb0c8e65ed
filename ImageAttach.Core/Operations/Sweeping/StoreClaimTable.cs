using System.Data;
using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Operations;

/// <summary>The table in which a database notes the stores that are its own.</summary>
internal sealed class StoreClaimTable(DbConnection connection)
{
    private const string Name = ImageDatabase.StoreTableName;

    private readonly ImageDatabase _database = ImageDatabases.Get(connection);

    public Task CreateAsync(CancellationToken cancellationToken) => ChangeAsync(_database.ComposeStoreTable(Name), [], cancellationToken);

    /// <summary>Reads the claim on a store; null when there is none.</summary>
    public async Task<StoreClaimRow?> FindAsync(string store, CancellationToken cancellationToken)
    {
        try
        {
            List<StoreClaimRow> rows = await SqlStatement.ReadAsync(
                connection,
                $"select store, nonce, next_nonce, place from {Name} where store = @store",
                [("@store", store)],
                reader => new StoreClaimRow(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3)),
                cancellationToken).ConfigureAwait(false);
            return rows.SingleOrDefault();
        }
        catch (DbException failure) when (_database.GetErrorKind(failure) == DatabaseErrorKind.MissingTable)
        {
            return null;
        }
        catch (DbException failure)
        {
            throw Refused(failure);
        }
    }

    public Task AddAsync(StoreClaimRow row, CancellationToken cancellationToken) => ChangeAsync(
        $"insert into {Name} (store, nonce, place) values (@store, @nonce, @place)",
        [("@store", row.Store), ("@nonce", row.Nonce), ("@place", row.Place)],
        cancellationToken);

    public Task RemoveAsync(string store, CancellationToken cancellationToken) => ChangeAsync(
        $"delete from {Name} where store = @store", [("@store", store)], cancellationToken);

    /// <summary>Notes the nonce that comes next, unless another sweep has noted one.</summary>
    public async Task<bool> BeginAdvanceAsync(StoreClaimRow row, string next, CancellationToken cancellationToken) => await ChangeAsync(
        $"update {Name} set next_nonce = @next where store = @store and nonce = @nonce and next_nonce is null",
        [("@store", row.Store), ("@nonce", row.Nonce), ("@next", next)],
        cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>Makes the next nonce the present one and writes it to the mark, unless another sweep has done so.</summary>
    /// <param name="store">The claim's name.</param>
    /// <param name="next">The nonce, as it was noted.</param>
    /// <param name="writeMark">Writes the mark. The row is locked meanwhile, so no other sweep writes to the mark.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task EndAdvanceAsync(string store, string next, Func<Task> writeMark, CancellationToken cancellationToken)
    {
        try
        {
            DbTransaction transaction = await _database.BeginTransactionAsync(connection, IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                if (await TakeNextNonceAsync(store, next, transaction, cancellationToken).ConfigureAwait(false) == 0)
                    return;
                await writeMark().ConfigureAwait(false);
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (DbException failure)
        {
            throw Refused(failure);
        }
    }

    private Task<int> TakeNextNonceAsync(string store, string next, DbTransaction transaction, CancellationToken cancellationToken) => SqlStatement.ExecuteAsync(
        connection,
        $"update {Name} set nonce = @next, next_nonce = null where store = @store and next_nonce = @next",
        [("@store", store), ("@next", next)],
        transaction,
        cancellationToken);

    private async Task<int> ChangeAsync(string sql, IEnumerable<(string Name, object? Value)> parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await SqlStatement.ExecuteAsync(connection, sql, parameters, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException failure)
        {
            throw Refused(failure);
        }
    }

    private SweepRefusedException Refused(DbException failure) => new(
        $"The table {Name}, which notes the stores that belong to this database, can't be read or changed: {failure.Message} Create it " +
        $"once with a role that may ({_database.ComposeStoreTable(Name).ReplaceLineEndings(" ")}), and grant select, insert, update and delete on it to the role that sweeps. " +
        "See docs/errors/sweep-refused.md",
        failure);
}

/// <summary>The claim of a database on a store.</summary>
/// <param name="Store">The random name that the claim has in the store's mark.</param>
/// <param name="Nonce">The random text that row and mark have in common, and that each sweep changes.</param>
/// <param name="NextNonce">The text that a sweep is about to write into the mark; null between sweeps.</param>
/// <param name="Place">Where the database was when it claimed the store.</param>
internal sealed record StoreClaimRow(string Store, string Nonce, string? NextNonce, string Place);
