using ImageAttach.Imaging;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Thumbnails of one original that are made from one decode. Once no one waits for any of them, the work is canceled.</summary>
internal sealed class ThumbnailBatch : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly List<CancellationTokenRegistration> _registrations = [];
    private int _wanted;

    public ThumbnailBatch(CancellationToken stopping) => _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);

    /// <summary>Canceled when the application stops, or no one waits any more.</summary>
    public CancellationToken CancellationToken => _stop.Token;

    public IReadOnlyList<BacklogItem> Items { get; private set; } = [];

    /// <summary>Fills the batch.</summary>
    /// <returns>How the thumbnails are made, in the order of <see cref="Items"/>.</returns>
    public IReadOnlyList<ThumbnailSpec> Fill(IReadOnlyList<BacklogItem> items)
    {
        (Items, _wanted) = (items, items.Count);
        foreach (BacklogItem item in items)
            _registrations.Add(item.CancellationToken.Register(Leave));
        return [.. items.Select(item => item.Spec)];
    }

    public void Dispose()
    {
        foreach (CancellationTokenRegistration registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _wanted) == 0)
            _stop.Cancel();
    }
}
