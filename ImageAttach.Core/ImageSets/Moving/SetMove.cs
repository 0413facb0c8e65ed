namespace ImageAttach.ImageSets;

/// <summary>A set that is moved or copied to where another is, or may be.</summary>
/// <param name="From">The set.</param>
/// <param name="To">The other one.</param>
internal sealed record SetMove<TImage>(ImageSet<TImage> From, ImageSet<TImage> To)
    where TImage : Image;
