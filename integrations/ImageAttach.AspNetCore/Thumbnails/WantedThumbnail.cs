using System.Globalization;

namespace ImageAttach.AspNetCore;

/// <summary>Names a thumbnail that may not be there yet, in a few words that can be sent and stored.</summary>
/// <param name="ObjectType">The kind of image, such as <c>user-picture</c>.</param>
/// <param name="SetKey">The key of its image set, as text.</param>
/// <param name="Version">Which original it is made from: once that is replaced, nobody wants the thumbnail any more.</param>
/// <param name="Name">Which thumbnail: its width in pixels, such as <c>150</c>, or the name that its type declares, such as <c>avatar</c>.</param>
public sealed record WantedThumbnail(string ObjectType, string SetKey, string Version, string Name)
{
    /// <summary>The thumbnail of an original.</summary>
    /// <param name="original">The original.</param>
    /// <param name="width">The thumbnail's width in pixels, 1 or more.</param>
    /// <exception cref="ArgumentException">The image is a thumbnail itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The width is below 1.</exception>
    public static WantedThumbnail Of(Image original, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return Of(original, width.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The thumbnail of an original that its type declares by a name.</summary>
    /// <param name="original">The original.</param>
    /// <param name="name">The name, as in <see cref="ThumbnailAttribute"/>.</param>
    /// <exception cref="ArgumentException">The image is a thumbnail itself, or the name is empty.</exception>
    public static WantedThumbnail Of(Image original, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(original);
        if (!original.Original)
            throw new ArgumentException($"{original.Key} is a thumbnail itself. Give the original that thumbnails are made from.", nameof(original));
        return new(original.ObjectType, Thumbnails.SetKeyText.Write(original), original.GetVersion(), name);
    }
}
