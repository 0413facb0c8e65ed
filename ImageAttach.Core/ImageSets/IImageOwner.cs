namespace ImageAttach;

/// <summary>A class with image sets. Generated code implements it for each class that has an <see cref="ImageAttachmentAttribute"/>.</summary>
public interface IImageOwner
{
    /// <summary>Gets all image sets of this owner, including those that base classes declare, public or not.</summary>
    IReadOnlyList<IImageSets> ImageSets { get; }
}
