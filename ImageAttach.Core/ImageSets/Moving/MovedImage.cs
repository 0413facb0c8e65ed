using ImageAttach.Transactions;

namespace ImageAttach.ImageSets;

/// <summary>An image, and what it becomes in another set.</summary>
/// <param name="Old">The image as its row has it.</param>
/// <param name="New">Its row in the other set.</param>
internal sealed record MovedImage<TImage>(TImage Old, TImage New)
    where TImage : Image
{
    /// <summary>Whether the file can stay where it is: the object id of the other set is the same, and no other row references the file.</summary>
    public bool KeepsFile => New.Key == Old.Key;
}
