using System.Data.Common;

namespace ImageAttach.Transactions;

/// <summary>A file that a ledger tracks.</summary>
/// <param name="Store">The store that has it.</param>
/// <param name="Key">Its name.</param>
/// <param name="IsReferencedAsync">Looks up, outside of the transaction, whether a committed row references it.</param>
internal sealed record LedgerEntry(IImageStore Store, StoreKey Key, Func<DbConnection, Task<bool>> IsReferencedAsync)
{
    /// <summary>The settings that were current when it was noted. Later work on the file uses them.</summary>
    public ImageAttachSettings Settings { get; } = ImageAttachSettings.Current;

    /// <summary>When it was noted, which for a file that is put is before the put.</summary>
    public DateTimeOffset NotedAt { get; } = ImageAttachSettings.Current.Clock.GetUtcNow();
}
