namespace ImageAttach;

/// <summary>Width and height of an image, in pixels, as a viewer sees it (after EXIF orientation).</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public readonly record struct ImageSize(int Width, int Height)
{
    /// <summary>The number of pixels.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>The size as people write it: <c>405×640</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Width}×{Height}");
}
