using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using ImageAttach.Databases;
using ImageAttach.ImageSets;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>The many image sets attached to one owner, such as a post's photos: each an original with its thumbnails.</summary>
/// <typeparam name="TImage">The image type.</typeparam>
/// <remarks>
/// <para>One of them is had by <c>GetImageSet</c>, a method that is generated for each image type, with the discriminating columns as
/// its parameters: <c>post.Photos.GetImageSet(orderIndex: 9)</c>. It need not exist; attaching to it makes it.</para>
/// <para>Each operation that takes a connection is one transaction, all or nothing, and asks the database anew.</para>
/// </remarks>
public sealed partial class MultipleImageSet<TImage> : IImageSets, IUnboundParameter
    where TImage : Image
{
    private readonly IImageTable<TImage> _table;
    private readonly IReadOnlyList<string> _ownerKey;
    private readonly MultipleImageSet<TImage>? _whole; // what this is a part of
    private readonly SubsetRegistry<TImage> _subsets;
    private object? _load; // which load made all sets known; null while they aren't

    internal MultipleImageSet(
        IImageTable<TImage> table, IReadOnlyList<string> ownerKey, Func<TImage> newImage, OwnerCheck<TImage>? owner = null, MultipleImageSet<TImage>? whole = null)
    {
        (_table, _ownerKey, NewImage, _whole) = (table, ownerKey, newImage, whole);
        Owner = owner ?? new(table.ObjectType, newImage, missingKey: null);
        _subsets = whole?._subsets ?? new(table);
    }

    /// <summary>Makes an image that carries the owner's key and nothing else. For generated code.</summary>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public Func<TImage> NewImage { get; }

    /// <summary>Whether the sets are known: they were loaded.</summary>
    public bool IsLoaded => _load is not null;

    /// <summary>The sets that have an original, in the order of their keys and with their images loaded.</summary>
    /// <remarks>As last loaded, and with what was attached, moved or removed since through this object and its sets.</remarks>
    /// <exception cref="InvalidOperationException">The sets aren't loaded.</exception>
    public IReadOnlyList<ImageSubset<TImage>> ImageSets => IsLoaded ? [.. _subsets.All.Where(HasOriginal)] : throw new InvalidOperationException(
        $"The image sets of {Name} aren't loaded. Await LoadAsync first, or LoadImagesAsync for a page of owners.");

    IImageTable IImageSets.Table => _table;

    internal IImageTable<TImage> Table => _table;

    internal IReadOnlyList<string> OwnerKey => _ownerKey;

    /// <summary>Those of the set's key parameters that hold the owner's key, without what narrows the sets further.</summary>
    internal IReadOnlyList<string> WholeOwnerKey => _whole?.WholeOwnerKey ?? _ownerKey;

    internal OwnerCheck<TImage> Owner { get; }

    /// <summary>Checks that the owner is saved, before work that would be lost otherwise, such as reading an upload. Attaching checks it as well.</summary>
    /// <exception cref="OwnerNotSavedException">The owner isn't saved yet.</exception>
    public void RequireOwner() => Owner.Require();

    // As it appears in messages: post-photo of post_id 5.
    private string Name
    {
        get
        {
            TImage image = NewImage();
            IEnumerable<string> parts = image.IdentityAttributes.Zip(OwnerValues(image)).Select(part => $"{part.First} {part.Second}");
            return $"{image.ObjectType} of {string.Join(", ", parts)}";
        }
    }

    /// <summary>One of the sets. For generated code, which knows the discriminating columns; use its <c>GetImageSet</c>.</summary>
    /// <param name="newImage">Makes an image that carries the set's whole key and nothing else.</param>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public ImageSubset<TImage> Subset(Func<TImage> newImage)
    {
        ArgumentNullException.ThrowIfNull(newImage);
        return _subsets.GetOrAdd(newImage, this);
    }

    /// <summary>Some of the sets: those with certain values in further key columns. For generated code; use its <c>GetImageSets</c>.</summary>
    /// <param name="newImage">Creates an image that carries the owner's key and those values, and nothing else.</param>
    /// <param name="parameters">The parameters of the further key columns.</param>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public MultipleImageSet<TImage> Narrow(Func<TImage> newImage, params IReadOnlyList<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(newImage);
        ArgumentNullException.ThrowIfNull(parameters);
        return new(_table, [.. _ownerKey, .. parameters], newImage, Owner.With(newImage), this);
    }

    /// <summary>The set that an image belongs to, such as one that a query of your own found.</summary>
    /// <param name="image">An image of this owner.</param>
    /// <exception cref="ArgumentException">The image belongs to another owner.</exception>
    public ImageSubset<TImage> SetOf(TImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        image.RequireKey();
        if (!OwnerValues(image).SequenceEqual(OwnerValues(NewImage())))
            throw new ArgumentException($"{image.ObjectType} {image.ObjectId} isn't one of {Name}. Ask its own owner.", nameof(image));
        return Subset(() => _table.CopyKey(image));
    }

    /// <summary>Asks the database for all sets that have an original. One query.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>This, with <see cref="ImageSets"/> known.</returns>
    public async Task<MultipleImageSet<TImage>> LoadAsync(
        IDbConnection db, ImageTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        List<TImage> images = await QueryAsync(
            db, transaction, rows => rows.LoadOwnersAsync([NewImage()], _ownerKey, cancellationToken), none: [], cancellationToken).ConfigureAwait(false);
        SetLoaded(images, UnitOfWorkRunner.GetReadLedger(transaction));
        return this;
    }

    /// <summary>Asks the database for all sets that have an original, in the order of their keys. One query.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again before the first set is given.</param>
    /// <param name="where">Which sets to give, by their originals; default: all. To choose in SQL, query the table and use <see cref="SetOf"/>.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The sets, with their images loaded.</returns>
    public async IAsyncEnumerable<ImageSubset<TImage>> ImageSetsAsync(
        IDbConnection db,
        Func<TImage, bool>? where = null,
        ImageTransaction? transaction = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await LoadAsync(db, transaction, cancellationToken).ConfigureAwait(false);
        foreach (ImageSubset<TImage> set in ImageSets)
        {
            if (where is null || where(set.RequireOriginal()))
                yield return set;
        }
    }

    /// <summary>How many sets have an original.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public Task<int> CountAsync(IDbConnection db, ImageTransaction? transaction = null, CancellationToken cancellationToken = default) =>
        QueryAsync(db, transaction, rows => rows.CountOwnerAsync(NewImage(), _ownerKey, originalsOnly: true, cancellationToken), none: 0, cancellationToken);

    /// <summary>How many images there are in all sets, thumbnails included.</summary>
    /// <inheritdoc cref="CountAsync" path="/param"/>
    public Task<int> CountImagesAsync(IDbConnection db, ImageTransaction? transaction = null, CancellationToken cancellationToken = default) =>
        QueryAsync(db, transaction, rows => rows.CountOwnerAsync(NewImage(), _ownerKey, originalsOnly: false, cancellationToken), none: 0, cancellationToken);

    /// <summary>Adds no parameter, so that an owner can be the parameters of a stored procedure. Called by Dapper.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The name of the owner's property.</param>
    /// <exception cref="NotSupportedException">The command is a statement that uses the property as a parameter.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public void AddParameter(IDbCommand command, string name)
    {
        ArgumentNullException.ThrowIfNull(command);
        IUnboundParameter.Skip(command, name);
    }

    /// <summary>The parts of an image's key that tell its owner.</summary>
    internal IEnumerable<object> OwnerValues(TImage image)
    {
        IReadOnlyDictionary<string, object> values = image.IdentityMap;
        IReadOnlyList<ImageColumn> key = _table.Definition.KeyColumns;
        return image.IdentityAttributes.Where((_, i) => _ownerKey.Contains(key[i].Parameter)).Select(name => values[name]);
    }

    // An owner that isn't saved has none.
    private async Task<T> QueryAsync<T>(
        IDbConnection db, ImageTransaction? transaction, Func<ImageRows<TImage>, Task<T>> query, T none, CancellationToken cancellationToken)
    {
        DbConnection connection = Connections.RequireUsable(db);
        transaction?.CheckFor(connection);
        if (Owner.IsUnsaved)
            return none;
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
            return await query(new(_table, connection, transaction?.DbTransaction)).ConfigureAwait(false);
    }
}
