using System.Data;
using System.Data.Common;
using System.Transactions;
using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <summary>Looks up which files committed rows reference, in the database that the files' own rows were written to, once their transaction has ended.</summary>
internal sealed class RowLookup : IAsyncDisposable
{
    // A pool may be empty for as long as many transactions end at once.
    private const int MaxTries = 3;

    private readonly bool _isCopy;
    private readonly IAsyncDisposable? _owned;

    private RowLookup(DbConnection? connection, bool isCopy, IAsyncDisposable? owned) => (Connection, _isCopy, _owned) = (connection, isCopy, owned);

    /// <summary>The connection; null where the provider can't copy one.</summary>
    public DbConnection? Connection { get; }

    /// <summary>Whether opening the connection may wait for others to give theirs back.</summary>
    public bool MayWait => _isCopy && Connection is not null && !ImageDatabases.Get(Connection).RunsInProcess;

    /// <summary>Creates a lookup on the transaction's own connection, while that is open.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="owned">What is disposed of with the result.</param>
    public static RowLookup Create(DbConnection connection, IAsyncDisposable? owned = null) => new(connection, isCopy: false, owned);

    /// <summary>Creates a lookup on another connection to the same database. The copy is made now, while the original can be copied, and opened when it is needed.</summary>
    public static RowLookup CreateOnCopy(DbConnection connection)
    {
        DbConnection? copy = Connections.Clone(connection);
        return new(copy, isCopy: true, copy);
    }

    /// <summary>Returns those of some files that no committed row references. Keeps the others, and all of them if the database doesn't answer.</summary>
    public async Task<List<LedgerEntry>> FindUnreferencedAsync(IReadOnlyCollection<LedgerEntry> files)
    {
        if (files.Count == 0)
            return [];
        Exception? failure = await OpenAsync().ConfigureAwait(false);
        if (Connection?.State == ConnectionState.Open)
            return await FileRemoval.FindUnreferencedAsync(files, Connection).ConfigureAwait(false);
        FileRemoval.Keep(files, failure);
        return [];
    }

    public ValueTask DisposeAsync() => _owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<Exception?> OpenAsync()
    {
        Exception? failure = null;
        for (int tries = 0; tries < MaxTries && _isCopy && Connection?.State == ConnectionState.Closed; tries++)
        {
            try
            {
                using TransactionScope outside = new(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);
                await Connection.OpenAsync().ConfigureAwait(false);
                outside.Complete();
            }
            catch (Exception refused)
            {
                failure = refused;
            }
        }

        return failure;
    }
}
