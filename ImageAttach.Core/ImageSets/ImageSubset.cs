using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>One of many image sets of one owner, told from the others by the rest of its key.</summary>
/// <typeparam name="TImage">The image type.</typeparam>
public sealed class ImageSubset<TImage> : ImageSet<TImage>
    where TImage : Image
{
    private readonly MultipleImageSet<TImage> _sets;

    internal ImageSubset(MultipleImageSet<TImage> sets, Func<TImage> newImage)
        : base(sets.Table, newImage, sets.Owner.With(newImage)) => _sets = sets;

    /// <summary>The key columns of this set and their values, by column name; the owner's part included.</summary>
    public IReadOnlyDictionary<string, object> IdentityMap => NewImage().IdentityMap;

    // Once all sets are loaded, one that wasn't among them is empty.
    private protected override IReadOnlyList<TImage>? LoadedOrNull => base.LoadedOrNull ?? (_sets.IsLoaded ? [] : null);

    internal override Task SetTimeAsync(ImageRows<TImage> rows, TImage original, CancellationToken cancellationToken) =>
        rows.SetTimeAsync(original, _sets.WholeOwnerKey, cancellationToken);

    internal override void ClearLoaded()
    {
        base.ClearLoaded();
        _sets.ClearLoaded();
    }
}
