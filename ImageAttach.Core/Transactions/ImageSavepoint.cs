using System.Data.Common;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>A point in an <see cref="ImageTransaction"/> to which rows and files can be rolled back.</summary>
/// <remarks>Disposing of it without a rollback keeps what was done since; it is committed or rolled back with the transaction.</remarks>
public sealed class ImageSavepoint : IAsyncDisposable
{
    private readonly ImageTransaction _transaction;
    private readonly string _name;
    private readonly int _mark;
    private bool _isEnded;

    internal ImageSavepoint(ImageTransaction transaction, string name, int mark) => (_transaction, _name, _mark) = (transaction, name, mark);

    /// <summary>Undoes what was done since: rows are as they were, and files put since are removed.</summary>
    /// <param name="cancellationToken">Looked at before the rollback is sent, and no more after that.</param>
    /// <exception cref="ConcurrentOperationException">An operation in the transaction still runs.</exception>
    /// <exception cref="InvalidOperationException">The savepoint was rolled back or disposed of, or the transaction has ended.</exception>
    public async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        if (_isEnded)
            throw new InvalidOperationException("The savepoint has been rolled back or disposed of. Make another with SaveAsync.");
        cancellationToken.ThrowIfCancellationRequested();
        using OperationGate.Pass pass = _transaction.Enter();
        _isEnded = true;
        await _transaction.RollBackToAsync(_name, _mark).ConfigureAwait(false);
    }

    /// <summary>Keeps what was done since, unless it was rolled back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isEnded || _transaction.IsEnded)
            return;
        _isEnded = true;
        await _transaction.DbTransaction.ReleaseAsync(_name).ConfigureAwait(false);
    }
}
