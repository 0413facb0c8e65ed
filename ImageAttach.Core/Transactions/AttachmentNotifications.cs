namespace ImageAttach.Transactions;

/// <summary>Notifies the hooks of originals that were attached, once their rows are committed.</summary>
internal static class AttachmentNotifications
{
    /// <summary>Registers an original with the operation that attaches it.</summary>
    public static void Add(FileLedger ledger, Image original, IImageStore store)
    {
        ImageAttachSettings settings = ImageAttachSettings.Current;
        if (settings.Hooks.Count > 0)
            ledger.AfterCommit(() => AttachmentHooks.RunAttachedAsync(settings, new(original, store)));
    }
}
