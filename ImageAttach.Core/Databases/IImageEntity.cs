namespace ImageAttach;

/// <summary>What the generator adds to an image type, so that it can be used by its name alone.</summary>
/// <typeparam name="TSelf">The image type itself.</typeparam>
public interface IImageEntity<TSelf>
    where TSelf : Image
{
    /// <summary>The type's table.</summary>
    static abstract IImageTable<TSelf> Table { get; }
}
