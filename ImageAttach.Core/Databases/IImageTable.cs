using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>The table of some image type. Written by the generator.</summary>
public interface IImageTable
{
    /// <summary>Gets what the table is: its name and columns. A database composes its statements from it.</summary>
    ImageTableDefinition Definition { get; }

    /// <summary>The table's name, unquoted.</summary>
    string TableName => Definition.Name;

    /// <summary>The schema that the table lies in, unquoted; null for the connection's own. See <see cref="ImageEntityAttribute.Schema"/>.</summary>
    string? Schema => Definition.Schema;

    /// <summary>The table's name with that of its schema, for people to read.</summary>
    string QualifiedName => Definition.QualifiedName;

    /// <summary>The first part of its files' names.</summary>
    string ObjectType { get; }

    /// <summary>The name of the store that its files go to; null for the current one. See <see cref="ImageEntityAttribute.Store"/>.</summary>
    string? StoreName => null;

    /// <summary>Whether several image sets may have the same object id, because the image type overrides it; false by default.</summary>
    bool SharesObjectIds => false;

    /// <summary>The table of its owners; null where the image type doesn't name it. See <see cref="ImageEntityAttribute.OwnerTable"/>.</summary>
    ImageOwnerTable? OwnerTable => Definition.OwnerTable;

    /// <summary>The thumbnails that its image type declares; none by default.</summary>
    IReadOnlyList<DeclaredThumbnail> Thumbnails => [];

    /// <summary>The class whose objects are its rows.</summary>
    Type ImageType { get; }

    /// <summary>Reads an image from a row of <see cref="ImageTableStatements.Select"/>.</summary>
    /// <param name="reader">The reader, on the row.</param>
    Image ReadImage(DbDataReader reader);

    /// <summary>Adds the key of an image's set to a command: one parameter a column, named after it.</summary>
    /// <param name="parameters">The command's parameters.</param>
    /// <param name="image">An image of this table.</param>
    void AddSetKeyOf(ImageParameters parameters, Image image);

    /// <summary>What tells an image's set from others of the table. Equal for images of one set.</summary>
    /// <param name="image">An image of this table.</param>
    object GetSetKeyOf(Image image);

    /// <summary>Runs an operation that needs the image type, where only the table is known.</summary>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="operation">The operation.</param>
    TResult Run<TResult>(IImageTableOperation<TResult> operation);
}

/// <summary>How objects of one image type become rows, and rows objects. Written by the generator.</summary>
/// <typeparam name="TImage">The image type.</typeparam>
public interface IImageTable<TImage> : IImageTable
    where TImage : Image
{
    /// <summary>Makes an image of the same set, with nothing but its key.</summary>
    /// <param name="image">The image to take the key of.</param>
    TImage CopyKey(TImage image);

    /// <summary>Makes an image with the same values in the columns that the user declared, but for the key.</summary>
    /// <param name="image">The image to take after.</param>
    /// <param name="key">An image of the set that the new one belongs to.</param>
    TImage Derive(TImage image, TImage key);

    /// <summary>Makes an image of the same set, with the same values in the columns that the user declared.</summary>
    /// <param name="image">The image to take after.</param>
    TImage Derive(TImage image) => Derive(image, image);

    /// <summary>Creates an image with another number in one column of the key, and nothing but its key.</summary>
    /// <param name="image">The image to take the rest of the key from.</param>
    /// <param name="parameter">The column's parameter.</param>
    /// <param name="number">The number.</param>
    /// <returns>The image; null if the column isn't an integer, nor a type with a single one.</returns>
    /// <exception cref="OverflowException">The column can't hold the number.</exception>
    TImage? WithKey(TImage image, string parameter, decimal number) => null;

    /// <summary>Creates an image with another Guid in one column of the key, and nothing but its key.</summary>
    /// <param name="image">The image to take the rest of the key from.</param>
    /// <param name="parameter">The column's parameter.</param>
    /// <param name="id">The Guid.</param>
    /// <returns>The image; null if the column isn't a Guid, nor a type with a single one.</returns>
    TImage? WithKey(TImage image, string parameter, Guid id) => null;

    /// <summary>What tells this image's set from others of the table. Equal for images of one set.</summary>
    /// <param name="image">An image of the set.</param>
    object GetSetKey(TImage image);

    /// <summary>Adds the set's key to a command: one parameter a column, named after it.</summary>
    /// <param name="parameters">The command's parameters.</param>
    /// <param name="image">An image of the set.</param>
    void AddSetKey(ImageParameters parameters, TImage image);

    /// <summary>Adds the whole row to a command: one parameter a column, named after it.</summary>
    /// <param name="parameters">The command's parameters.</param>
    /// <param name="image">The image.</param>
    void AddRow(ImageParameters parameters, TImage image);

    /// <summary>Finds a property that is null although its column can't be null. The key isn't looked at.</summary>
    /// <param name="image">The image, before its row is written.</param>
    /// <returns>The property's name; null when there is none.</returns>
    string? FindNullColumn(TImage image) => null;

    /// <summary>Sets the column that keeps the placeholder of an image; null when none is declared. See <see cref="PlaceholderAttribute"/>.</summary>
    Action<TImage, ThumbHash>? SetPlaceholder => null;

    /// <summary>Reads an image from a row of <see cref="ImageTableStatements.Select"/>.</summary>
    /// <param name="reader">The reader, on the row.</param>
    TImage Read(DbDataReader reader);

    /// <inheritdoc/>
    Image IImageTable.ReadImage(DbDataReader reader) => Read(reader);

    /// <inheritdoc/>
    void IImageTable.AddSetKeyOf(ImageParameters parameters, Image image) => AddSetKey(parameters, (TImage)image);

    /// <inheritdoc/>
    object IImageTable.GetSetKeyOf(Image image) => GetSetKey((TImage)image);

    /// <inheritdoc/>
    TResult IImageTable.Run<TResult>(IImageTableOperation<TResult> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.Run(this);
    }
}
