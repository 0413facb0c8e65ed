using System.Data.Common;

namespace ImageAttach.Databases;

/// <summary>A connection that several workers use in turn.</summary>
internal sealed class SharedConnection(DbConnection connection) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<T> UseAsync<T>(Func<DbConnection, Task<T>> use, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await use(connection).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
