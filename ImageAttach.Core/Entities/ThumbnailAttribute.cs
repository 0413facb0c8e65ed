namespace ImageAttach;

/// <summary>Declares a thumbnail by name on an image type: <c>user.Picture.Avatar</c> is generated, and checked at compile time.</summary>
/// <remarks>
/// Below C# 14 it is a method, <c>user.Picture.Avatar()</c>. With <see cref="Fit.Scale"/> one side is given, with every other fit both.
/// </remarks>
/// <param name="name">Its name: letters, digits and <c>-</c>, such as <c>avatar</c> or <c>list-item</c>, which becomes <c>ListItem</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ThumbnailAttribute(string name) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Width in pixels, 1 to 16,383.</summary>
    public int Width { get; set; }

    /// <summary>Height in pixels, 1 to 16,383.</summary>
    public int Height { get; set; }

    /// <summary>How the picture is brought into the sides. Default: scaled.</summary>
    public Fit Fit { get; set; }

    /// <summary>The file format. Default: the original's.</summary>
    public ThumbnailFormat Format { get; set; }

    /// <summary>The quality of JPEG and WebP, 1 to 100. Default: 85 for JPEG, 80 for WebP.</summary>
    public int Quality { get; set; }

    /// <summary>How much processor time is spent to make the file small. Default: <see cref="Effort.Default"/>.</summary>
    public Effort Effort { get; set; }

    /// <summary>The resolution of chroma in JPEG. Default: the full one for a quality of 90 or more, and half of it below.</summary>
    public ChromaSubsampling ChromaSubsampling { get; set; }

    /// <summary>The resampling filter. Default: Lanczos to make smaller, Mitchell to make larger.</summary>
    public ResamplingFilter Filter { get; set; }

    /// <summary>The focal point from the left, 0 to 1. Default: the middle.</summary>
    public double FocalX { get; set; } = 0.5;

    /// <summary>The focal point from the top, 0 to 1. Default: the middle.</summary>
    public double FocalY { get; set; } = 0.5;

    /// <summary>What shows through transparency and around a padded picture: <c>#rrggbb</c> or <c>#rrggbbaa</c>. Default: none, or white in JPEGs.</summary>
    public string? Background { get; set; }

    /// <summary>How much edges are sharpened, 0 to 5. Default: not at all.</summary>
    public double Sharpen { get; set; }
}
