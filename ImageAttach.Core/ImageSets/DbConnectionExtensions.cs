using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using ImageAttach.Databases;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>Image operations that begin with a connection.</summary>
[SuppressMessage("ApiDesign", "RS0026", Justification = "What is selected of an owner tells the two LoadImagesAsync apart.")]
public static partial class DbConnectionExtensions
{
    /// <summary>Makes the table of an image type, unless it is there. An existing table isn't changed.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="NotSupportedException">The connection belongs to no supported database.</exception>
    public static async Task CreateImageTableAsync<TImage>(this IDbConnection db, CancellationToken cancellationToken = default)
        where TImage : Image, IImageEntity<TImage>
    {
        DbConnection connection = Connections.RequireUsable(db);
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
            await new ImageRows<TImage>(TImage.Table, connection).CreateTableAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins a transaction that owns the files put in it.</summary>
    /// <param name="db">The connection, open.</param>
    /// <param name="isolationLevel">The isolation; default: the provider's. SQLite has but one, which is serializable.
    /// PostgreSQL's repeatable read becomes serializable, and what is below MySQL's repeatable read becomes that: with less an owner could
    /// get two originals at a time.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <remarks>
    /// Where transactions meet, PostgreSQL at repeatable read and above, and MySQL at any isolation, may refuse one with a
    /// <see cref="DbException"/> whose <see cref="DbException.SqlState"/> is 40001 or 40P01: dispose of it, begin another, and do all of it again.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The connection isn't open.</exception>
    public static async Task<ImageTransaction> BeginImageTransactionAsync(
        this IDbConnection db, IsolationLevel isolationLevel = IsolationLevel.Unspecified, CancellationToken cancellationToken = default)
    {
        DbConnection connection = Connections.RequireUsable(db);
        ImageDatabase database = ImageDatabases.Get(connection);
        DbTransaction transaction = await database.BeginTransactionAsync(connection, database.GetSafeIsolation(isolationLevel), cancellationToken).ConfigureAwait(false);
        return new(transaction, connection, isRaw: false);
    }

    /// <summary>Loads the images of many owners with one query, so that a page of owners needs no more.</summary>
    /// <typeparam name="TOwner">The owners' type.</typeparam>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="owners">The owners. The list may be empty, and may contain the same row twice.</param>
    /// <param name="set">Which of an owner's image sets to load.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <remarks>Thousands of owners are asked for in several queries, some four thousand key columns each. Owners that aren't saved yet have no images.</remarks>
    public static async Task LoadImagesAsync<TOwner, TImage>(
        this IDbConnection db,
        IEnumerable<TOwner> owners,
        Func<TOwner, ImageSet<TImage>> set,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(owners);
        ArgumentNullException.ThrowIfNull(set);
        DbConnection connection = Connections.RequireUsable(db);
        transaction?.CheckFor(connection);
        ILookup<bool, (ImageSet<TImage> Set, TImage Key)> sets = owners.Select(set)
            .Select(imageSet => (Set: imageSet, Key: imageSet.NewImage()))
            .ToLookup(entry => entry.Set.Owner.IsMissing(entry.Key));
        foreach ((ImageSet<TImage> unsaved, _) in sets[true])
            unsaved.SetLoaded([], ledger: null);
        if (!sets[false].Any())
            return;

        IImageTable<TImage> table = sets[false].First().Set.Table;
        ILookup<object, (ImageSet<TImage> Set, TImage Key)> setsByKey = sets[false].ToLookup(entry => table.GetSetKey(entry.Key));
        TImage[] keys = [.. setsByKey.Select(same => same.First().Key)];

        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            List<TImage> images = await new ImageRows<TImage>(table, connection, transaction?.DbTransaction)
                .LoadSetsAsync(keys, cancellationToken).ConfigureAwait(false);
            ILookup<object, TImage> imagesByKey = images.ToLookup(table.GetSetKey);
            FileLedger? ledger = UnitOfWorkRunner.GetReadLedger(transaction);
            foreach (IGrouping<object, (ImageSet<TImage> Set, TImage Key)> same in setsByKey)
            {
                foreach ((ImageSet<TImage> imageSet, _) in same)
                    imageSet.SetLoaded(imagesByKey[same.Key], ledger);
            }
        }
    }
}
