using System.Transactions;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>A <see cref="TransactionScope"/> whose end is awaited: files have followed the rows when it returns, and no thread waited for a store.</summary>
/// <remarks>
/// Image operations follow a plain <see cref="TransactionScope"/> as well; on servers its files follow in the background then, soon after its
/// <c>Dispose</c>. The scope flows with async calls. Open connections inside it; on SQLite use <c>AmbientSqliteConnection</c>.
/// </remarks>
/// <example>
/// <code>
/// await using (var scope = new ImageScope())
/// {
///     await user.Picture.FromFileAsync(db, upload, store: store);
///     scope.Complete();
/// }
/// </code>
/// </example>
public sealed class ImageScope : IAsyncDisposable
{
    private readonly TransactionScope _scope;
    private readonly AmbientLedger? _ledger;
    private bool _isDisposed;

    /// <summary>Begins a transaction, or joins the ambient one.</summary>
    /// <param name="option">Whether to join; default: if there is one.</param>
    /// <param name="isolationLevel">The isolation of a transaction that is begun; default: serializable, as <see cref="TransactionScope"/>'s.</param>
    /// <param name="timeout">After which a transaction that is begun is rolled back; default: <see cref="TransactionManager.DefaultTimeout"/>, a minute.</param>
    /// <exception cref="ArgumentException">The ambient transaction that is joined has another isolation.</exception>
    public ImageScope(
        TransactionScopeOption option = TransactionScopeOption.Required,
        IsolationLevel isolationLevel = IsolationLevel.Serializable,
        TimeSpan? timeout = null)
    {
        Transaction? outer = Transaction.Current;
        TransactionOptions options = new() { IsolationLevel = isolationLevel, Timeout = timeout ?? TransactionManager.DefaultTimeout };
        _scope = new TransactionScope(option, options, TransactionScopeAsyncFlowOption.Enabled);
        if (Transaction.Current is not { } current || current.Equals(outer))
            return;
        _ledger = AmbientLedgers.GetOrCreate(current);
        _ledger.AwaitInScope();
    }

    /// <summary>Says that all went well: the transaction is committed when the scope is disposed of.</summary>
    /// <exception cref="InvalidOperationException">It was said before.</exception>
    public void Complete() => _scope.Complete();

    /// <summary>Commits what was completed, or rolls back, and lets the files follow. A second time does nothing.</summary>
    /// <exception cref="TransactionAbortedException">The transaction was rolled back instead: a database refused, it was doomed, or it took too long.</exception>
    /// <exception cref="TransactionInDoubtException">The answer to the commit doesn't prove whether it happened; nothing was removed.</exception>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        try
        {
            _scope.Dispose();
        }
        catch (TransactionAbortedException failure) when (_ledger is { IsInDoubt: true })
        {
            throw new TransactionInDoubtException(
                $"The answer to the commit doesn't prove whether it happened: {(failure.InnerException ?? failure).Message} No file was removed. Open another " +
                "connection and look at the rows before you try again. See docs/errors/commit-in-doubt.md",
                failure);
        }
        finally
        {
            if (_ledger is not null)
                await _ledger.EndInScopeAsync().ConfigureAwait(false);
        }
    }
}
