using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>Notifies of images that were attached, once their rows are committed: for queues, search indexes, and logs.</summary>
/// <remarks>For what depends on a transaction rather than an image, see <see cref="ImageTransaction.OnCommitted"/>; for all images of an application, see <see cref="IAttachmentHook"/>.</remarks>
public static class AttachmentNotifications
{
    private static readonly AsyncLocal<Action<Image, IImageStore>?> Handlers = new();

    /// <summary>
    /// Calls a handler for each original that is attached, added, or moved in the rest of the async method that calls this, and in what it calls. Handlers
    /// that were there before stay.
    /// </summary>
    /// <param name="handler">
    /// Receives the original and its store, after the commit. What it throws is logged, because the image is attached by then. It isn't called after a
    /// rollback, nor in a raw <c>DbTransaction</c>, whose end isn't seen.
    /// </param>
    public static void OnCommitted(Action<Image, IImageStore> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handlers.Value += handler;
    }

    /// <summary>Registers an original with the operation that attaches it.</summary>
    internal static void Add(FileLedger ledger, Image original, IImageStore store)
    {
        if (Handlers.Value is { } handlers)
            ledger.OnCommitted(() => handlers(original, store));
        ImageAttachSettings settings = ImageAttachSettings.Current;
        if (settings.Hooks.Count > 0)
            ledger.AfterCommit(() => AttachmentHooks.RunAttachedAsync(settings, new(original, store)));
    }
}
