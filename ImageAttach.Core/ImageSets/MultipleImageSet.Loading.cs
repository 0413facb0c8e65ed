using ImageAttach.Transactions;

namespace ImageAttach;

/// <content>What is known of the sets. Each set knows its own images; this knows whether there are others.</content>
public sealed partial class MultipleImageSet<TImage>
{
    /// <summary>Notes which images there are, in all sets. If the transaction isn't committed, all is as it was before.</summary>
    /// <param name="images">The images, set after set in the order of their keys.</param>
    /// <param name="ledger">The ledger of the transaction that sees them; null for what is committed.</param>
    internal void SetLoaded(IEnumerable<TImage> images, FileLedger? ledger)
    {
        _subsets.SetLoaded(this, images, ledger);
        object? before = _load;
        object load = new();
        _load = load;
        ledger?.OnNotCommitted(result =>
        {
            if (ReferenceEquals(_load, load))
                _load = result == CommitResult.RolledBack ? before : null;
        });
    }

    /// <summary>Forgets which sets there are, because what is known is out of date.</summary>
    internal void ClearLoaded()
    {
        _load = null;
        _whole?.ClearLoaded();
    }

    /// <summary>Whether a set is one of these. The owner's key may have changed since it was given away.</summary>
    internal bool Contains(ImageSubset<TImage> set) => OwnerValues(set.NewImage()).SequenceEqual(OwnerValues(NewImage()));

    private bool HasOriginal(ImageSubset<TImage> set) => set is { IsLoaded: true, Original: not null } && Contains(set);
}
