namespace ImageAttach.ImageSets;

/// <summary>The parts of an image's key that tell its owner: equal for images of one owner.</summary>
internal readonly struct OwnerKey : IEquatable<OwnerKey>
{
    private readonly object[] _values;

    private OwnerKey(object[] values) => _values = values;

    public static OwnerKey From<TImage>(MultipleImageSet<TImage> sets, TImage image)
        where TImage : Image => new([.. sets.OwnerValues(image)]);

    public bool Equals(OwnerKey other) => _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => obj is OwnerKey other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (object value in _values)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
