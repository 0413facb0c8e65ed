using System.Data.Common;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>What a property with <see cref="ImageAttachmentAttribute"/> holds: an <see cref="ImageSet{TImage}"/> or a <see cref="MultipleImageSet{TImage}"/>.</summary>
public interface IImageSets
{
    /// <summary>The table of the images.</summary>
    IImageTable Table { get; }

    /// <summary>Removes all rows, and notes their files, within a transaction. Afterwards nothing is attached, unless it is rolled back.</summary>
    internal Task RemoveRowsAsync(
        DbConnection connection, SavepointScope scope, IImageStore store, FileLedger ledger, CancellationToken cancellationToken);

    /// <summary>The images that were loaded last, the original first; empty when nothing is attached.</summary>
    /// <exception cref="InvalidOperationException">They aren't loaded, or those of many sets.</exception>
    IReadOnlyList<Image> LoadedImages => throw new InvalidOperationException(
        $"The {Table.ObjectType} images are many sets, of which one can be shown at a time. Pick it with GetImageSet, or go through ImageSetsAsync.");
}
