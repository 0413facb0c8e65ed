namespace ImageAttach;

/// <summary>One of many image sets of one owner, told from the others by the rest of its key.</summary>
/// <typeparam name="TImage">The image type.</typeparam>
public sealed class ImageSubset<TImage> : ImageSet<TImage>
    where TImage : Image
{
    internal ImageSubset(IImageTable<TImage> table, Func<TImage> newImage)
        : base(table, newImage)
    {
    }

    /// <summary>The key columns of this set and their values, by column name; the owner's part included.</summary>
    public IReadOnlyDictionary<string, object> IdentityMap => NewImage().IdentityMap;
}
