using System.Diagnostics.CodeAnalysis;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Work that several callers wait for. It is canceled once all of them have stopped waiting.</summary>
/// <typeparam name="T">The result.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer holds nothing to dispose of, and callers may still read its token.")]
internal sealed class SharedWork<T>
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly Lazy<Task<T>> _task;
    private int _waiting;
    private bool _isAbandoned;

    /// <param name="work">The work, which starts when the first caller waits.</param>
    public SharedWork(Func<CancellationToken, Task<T>> work) => _task = new(() => work(_abandon.Token));

    /// <summary>Whether nothing is left to wait for.</summary>
    public bool IsOver => _isAbandoned || (_task.IsValueCreated && _task.Value.IsCompleted);

    /// <summary>Adds a caller; false if the others have abandoned the work. Follow it with <see cref="WaitAsync"/>.</summary>
    public bool TryJoin()
    {
        lock (_gate)
        {
            if (_isAbandoned)
                return false;
            _waiting++;
            return true;
        }
    }

    public async Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _task.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await LeaveAsync().ConfigureAwait(false);
        }
    }

    private async Task LeaveAsync()
    {
        lock (_gate)
        {
            _isAbandoned |= --_waiting == 0 && !IsOver;
            if (!_isAbandoned)
                return;
        }

        await _abandon.CancelAsync().ConfigureAwait(false);
    }
}
