using System.Data.Common;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>What a property with <see cref="ImageAttachmentAttribute"/> holds: an <see cref="ImageSet{TImage}"/> or a <see cref="MultipleImageSet{TImage}"/>.</summary>
public interface IImageSets
{
    internal IImageTable Table { get; }

    /// <summary>Removes all rows, and notes their files, within a transaction. Afterwards nothing is attached, unless it is rolled back.</summary>
    internal Task RemoveRowsAsync(
        DbConnection connection, Within within, IImageStore store, FileLedger ledger, CancellationToken cancellationToken);

    /// <summary>The images, as last seen, the original first.</summary>
    /// <exception cref="InvalidOperationException">They aren't loaded, or those of many sets.</exception>
    internal IReadOnlyList<Image> OfOneSet => throw new InvalidOperationException(
        $"The {Table.ObjectType} images are many sets, of which one can be shown at a time. Pick it with GetImageSet, or go through ImageSetsAsync.");
}
