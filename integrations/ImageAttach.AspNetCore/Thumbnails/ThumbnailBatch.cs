using ImageAttach.Imaging;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Thumbnails of one original that are made from one decode. Once no one waits for any of them, the work is canceled.</summary>
internal sealed class ThumbnailBatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop;
    private readonly List<BacklogItem> _items = [];
    private readonly List<CancellationTokenRegistration> _registrations = [];
    private int _wanted;

    public ThumbnailBatch(CancellationToken stopping) => _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);

    /// <summary>Canceled when the application stops, or no one waits any more.</summary>
    public CancellationToken CancellationToken => _stop.Token;

    public IReadOnlyList<BacklogItem> Items => _items;

    /// <summary>How the thumbnails are made, in the order of <see cref="Items"/>.</summary>
    public IReadOnlyList<ThumbnailSpec> Specs => [.. _items.Select(item => item.Spec)];

    /// <summary>Whether no one waits any more for what is in the batch.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Adds items to the batch, unless it is abandoned: items that wait don't go down with it.</summary>
    /// <param name="take">Takes the items.</param>
    /// <exception cref="OperationCanceledException">The batch is abandoned.</exception>
    public void Fill(Func<IReadOnlyList<BacklogItem>> take)
    {
        lock (_gate)
        {
            if (IsAbandoned)
                throw new OperationCanceledException(CancellationToken);
            IReadOnlyList<BacklogItem> items = take();
            _items.AddRange(items);
            _wanted += items.Count;
            foreach (BacklogItem item in items)
                _registrations.Add(item.CancellationToken.Register(Leave));
        }
    }

    public void Dispose()
    {
        foreach (CancellationTokenRegistration registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void Leave()
    {
        lock (_gate)
        {
            IsAbandoned = --_wanted == 0;
            if (!IsAbandoned)
                return;
        }

        _stop.Cancel();
    }
}
