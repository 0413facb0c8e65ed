namespace ImageAttach;

/// <summary>An original that was attached, and is committed.</summary>
public sealed class AttachedImage
{
    internal AttachedImage(Image original, IImageStore store) => (Original, Store) = (original, store);

    /// <summary>Gets the original.</summary>
    public Image Original { get; }

    /// <summary>Gets the store that has its file.</summary>
    public IImageStore Store { get; }
}
