using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>A thumbnail that an image type declares by <see cref="ThumbnailAttribute"/>. Made by generated code.</summary>
public sealed class DeclaredThumbnail
{
    /// <summary>Makes one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="width">Its width; null where it follows from the height.</param>
    /// <param name="height">Its height; null where it follows from the width.</param>
    /// <param name="options">How it is made.</param>
    public DeclaredThumbnail(string name, int? width, int? height, ThumbnailOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        (Name, Spec) = (name, ThumbnailSpec.Create(width, height, options: options));
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its size, fit and format.</summary>
    public ThumbnailSpec Spec { get; }
}
