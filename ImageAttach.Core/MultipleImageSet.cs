using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using ImageAttach.Sql;

namespace ImageAttach;

/// <summary>The many image sets attached to one owner, such as a post's photos: each an original with its thumbnails.</summary>
/// <typeparam name="TImage">The image type.</typeparam>
/// <remarks>
/// One of them is had by <c>GetImageSet</c>, a method that is generated for each image type, with the discriminating columns as
/// its parameters: <c>post.Photos.GetImageSet(orderIndex: 9)</c>. It need not exist; attaching to it makes it.
/// </remarks>
public sealed class MultipleImageSet<TImage>
    where TImage : Image
{
    private readonly IImageTable<TImage> _table;
    private readonly IReadOnlyList<string> _ownerKey;

    internal MultipleImageSet(IImageTable<TImage> table, IReadOnlyList<string> ownerKey, Func<TImage> newImage) =>
        (_table, _ownerKey, NewImage) = (table, ownerKey, newImage);

    /// <summary>Makes an image that carries the owner's key and nothing else. For generated code.</summary>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public Func<TImage> NewImage { get; }

    /// <summary>One of the sets. For generated code, which knows the discriminating columns; use its <c>GetImageSet</c>.</summary>
    /// <param name="newImage">Makes an image that carries the set's whole key and nothing else.</param>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public ImageSubset<TImage> Subset(Func<TImage> newImage)
    {
        ArgumentNullException.ThrowIfNull(newImage);
        return new(_table, newImage);
    }

    /// <summary>Asks the database for all sets that have an original, in the order of their keys. One query.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again before the first set is given.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The sets, with their images loaded.</returns>
    public async IAsyncEnumerable<ImageSubset<TImage>> ImageSetsAsync(
        IDbConnection db, ImageTransaction? transaction = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<TImage> images = await LoadAsync(Connections.Usable(db), transaction, cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<object, TImage> set in images.GroupBy(_table.GetSetKey))
        {
            TImage first = set.First();
            if (!first.Original)
                continue;
            ImageSubset<TImage> subset = new(_table, () => _table.CopyKey(first));
            subset.Show(set);
            yield return subset;
        }
    }

    private async Task<List<TImage>> LoadAsync(DbConnection connection, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        transaction?.CheckFor(connection);
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            return await new ImageRows<TImage>(_table, connection, transaction?.DbTransaction)
                .LoadOwnerAsync(NewImage(), _ownerKey, cancellationToken).ConfigureAwait(false);
        }
    }
}
