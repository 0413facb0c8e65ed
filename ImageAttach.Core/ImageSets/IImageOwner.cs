namespace ImageAttach;

/// <summary>A class with image sets. Generated code implements it for each class that has an <see cref="ImageAttachmentAttribute"/>.</summary>
public interface IImageOwner
{
    /// <summary>All image sets of this owner, those that it has from base classes included.</summary>
    IReadOnlyList<IImageSets> ImageSets { get; }
}
