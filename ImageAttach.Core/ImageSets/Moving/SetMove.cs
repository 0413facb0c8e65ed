namespace ImageAttach.ImageSets;

/// <summary>A set that is moved or copied to the place of another, which may be empty.</summary>
/// <param name="From">The set.</param>
/// <param name="To">The other one.</param>
internal sealed record SetMove<TImage>(ImageSet<TImage> From, ImageSet<TImage> To)
    where TImage : Image
{
    /// <summary>The key of the set.</summary>
    public object FromKey => GetKey(From);

    /// <summary>The key of the other one.</summary>
    public object ToKey => GetKey(To);

    private static object GetKey(ImageSet<TImage> set) => set.Table.GetSetKey(set.NewImage());
}
