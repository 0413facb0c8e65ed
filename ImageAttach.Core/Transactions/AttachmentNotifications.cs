namespace ImageAttach.Transactions;

/// <summary>Notifies of originals that were attached, once their rows are committed. See <see cref="ImageAttachSettings.OnAttached"/> and <see cref="IAttachmentHook"/>.</summary>
internal static class AttachmentNotifications
{
    /// <summary>Registers an original with the operation that attaches it. A handler that fails doesn't keep others from being called.</summary>
    public static void Add(FileLedger ledger, Image original, IImageStore store)
    {
        ImageAttachSettings settings = ImageAttachSettings.Current;
        foreach (Action<Image, IImageStore> handler in Delegate.EnumerateInvocationList(settings.OnAttached))
            ledger.OnCommitted(() => handler(original, store));
        if (settings.Hooks.Count > 0)
            ledger.AfterCommit(() => AttachmentHooks.RunAttachedAsync(settings, new(original, store)));
    }
}
