using ImageAttach.Databases;

namespace ImageAttach.Transactions;

/// <summary>The image sets whose keys differ in one number alone, such as a post's photos: each has a place in the list.</summary>
/// <param name="Table">The table.</param>
/// <param name="Parameter">The parameter of the column that holds the number.</param>
internal sealed record SetList<TImage>(IImageTable<TImage> Table, string Parameter)
    where TImage : Image
{
    // Sets that are given numbers by hand mostly begin with 1, as identity columns do.
    public const decimal FirstPlace = 1;

    /// <summary>The rest of the key, which tells lists apart.</summary>
    public KeyColumns GetListKey(ImageDatabase database) => new(database, [.. Table.Definition.KeyColumns.Where(column => column.Parameter != Parameter)]);

    /// <summary>The column that holds the number.</summary>
    public ImageColumn Column => Table.Definition.KeyColumns.Single(column => column.Parameter == Parameter);

    /// <summary>The key of the set at a place.</summary>
    /// <param name="key">The key of any set of the list.</param>
    /// <param name="place">The place.</param>
    /// <exception cref="InvalidOperationException">The column's type has no such number.</exception>
    public TImage GetKey(TImage key, decimal place)
    {
        try
        {
            return Table.WithKey(key, Parameter, place)!;
        }
        catch (OverflowException failure)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"No image set can be added to {Table.ObjectType}, because '{Parameter}' can't hold {place}. Move sets to smaller numbers, or use a wider type."), failure);
        }
    }

    /// <summary>The key of the set that comes after the last one.</summary>
    public TImage GetNextKey(TImage key, decimal? last) => GetKey(key, last + 1 ?? FirstPlace);
}
