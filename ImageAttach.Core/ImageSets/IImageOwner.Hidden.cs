using System.ComponentModel;

namespace ImageAttach;

/// <summary>Gives the image sets of a class that its derived classes may not be able to name, such as private ones. Implemented by generated code.</summary>
/// <typeparam name="TOwner">The class that declares them.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IImageOwner<TOwner>
    where TOwner : class
{
    /// <summary>Gets the image sets that aren't public or protected.</summary>
    IReadOnlyList<IImageSets> HiddenImageSets { get; }
}
