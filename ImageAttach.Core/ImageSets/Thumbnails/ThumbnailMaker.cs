using System.Data.Common;
using System.Diagnostics;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach.ImageSets;

/// <summary>The one path to a thumbnail: look for it, wait for a turn, read the original, make the file, put it, and insert its row.</summary>
/// <remarks>The image set is selected once before the work, to look, and once after the row is inserted.</remarks>
/// <param name="set">The image set.</param>
/// <param name="images">Its images, as they were loaded.</param>
/// <param name="original">The original among them.</param>
internal sealed class ThumbnailMaker<TImage>(ImageSet<TImage> set, IReadOnlyList<TImage> images, TImage original) : ThumbnailSet
    where TImage : Image
{
    private IReadOnlyList<TImage> _images = images;

    public override TImage Original => original;

    private IImageTable<TImage> Table => set.Table;

    /// <summary>Looks which images the set that has a key consists of.</summary>
    /// <param name="table">The table.</param>
    /// <param name="connection">The connection. A closed one is opened, and closed again.</param>
    /// <param name="key">The values of the set's key columns, in their order.</param>
    /// <param name="version">The original's <see cref="Image.Version"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageNotFoundException">The set has no such original, or no longer.</exception>
    public static async Task<ThumbnailMaker<TImage>> LookAsync(
        IImageTable<TImage> table, DbConnection connection, IReadOnlyList<object> key, string version, CancellationToken cancellationToken)
    {
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            List<TImage> images = await new ImageRows<TImage>(table, connection).LoadSetAsync(key, cancellationToken).ConfigureAwait(false);
            return images is [{ Original: true } original, ..] && original.Version == version
                ? new(new(table, () => table.CopyKey(original)), images, original)
                : throw new ImageNotFoundException(
                    $"No image of {table.ObjectType} with the key {string.Join(", ", key)} has the version '{version}', so it has no thumbnails: it was replaced or removed.");
        }
    }

    public override TImage? Find(ThumbnailSpec spec) => spec.FindIn(_images, original);

    public override Task<IReadOnlyList<Image>> MakeAsync(
        DbConnection connection, Func<IReadOnlyList<ThumbnailSpec>> getSpecs, IImageStore? store = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(getSpecs);
        Connections.RequireUsable(connection);
        IImageStore to = store ?? StoreContext.For(Table.StoreName);
        return MakeAndFindAsync();

        async Task<IReadOnlyList<Image>> MakeAndFindAsync()
        {
            IReadOnlyList<ThumbnailSpec> specs = [];
            await MakeAsync(connection, () => FindMissing(specs = getSpecs()), to, transaction: null, cancellationToken).ConfigureAwait(false);
            return FindAll(specs);
        }
    }

    /// <summary>Finds thumbnails, after those that are missing are made.</summary>
    public async Task<TImage[]> FindOrMakeAsync(
        DbConnection connection, IReadOnlyList<ThumbnailSpec> specs, IImageStore store, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        ThumbnailSpec[] missing = FindMissing(specs);
        if (missing.Length > 0)
            await MakeAsync(connection, () => missing, store, transaction, cancellationToken).ConfigureAwait(false);
        return FindAll(specs);
    }

    private TImage[] FindAll(IReadOnlyList<ThumbnailSpec> specs) => [.. specs.Select(spec => Find(spec)!)];

    // In the sizes that they will have.
    private ThumbnailSpec[] FindMissing(IReadOnlyList<ThumbnailSpec> specs) =>
    [
        .. specs
            .Where(spec => Find(spec) is null)
            .Select(spec => new ThumbnailSpec(spec.GetSize(original.Size), spec.Options))
            .DistinctBy(spec => (spec.GetSize(original.Size), spec.Token)),
    ];

    private async Task MakeAsync(
        DbConnection connection,
        Func<IReadOnlyList<ThumbnailSpec>> findMissing,
        IImageStore store,
        ImageTransaction? transaction,
        CancellationToken cancellationToken)
    {
        using Activity? activity = Activities.Start("ImageAttach.Thumbnail", Table.ObjectType);
        MadeThumbnail<TImage>[] made = await ReadAndMakeAsync(findMissing, store, cancellationToken).ConfigureAwait(false);
        if (made.Length == 0)
            return;
        _images = await UnitOfWorkRunner.RunAsync(
            Table,
            connection,
            transaction,
            ledger => PutAsync(made, store, ledger, cancellationToken),
            (scope, ledger) => InsertAsync(made, new(Table, connection, scope), ledger, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        Counters.ThumbnailsMade.Add(made.Length);
    }

    private async Task<MadeThumbnail<TImage>[]> ReadAndMakeAsync(
        Func<IReadOnlyList<ThumbnailSpec>> findMissing, IImageStore store, CancellationToken cancellationToken)
    {
        IReadOnlyList<ThumbnailSpec> missing = [];
        IReadOnlyList<EncodedImage> files = await ThumbnailFiles.MakeAsync(original, store, () => missing = findMissing(), cancellationToken).ConfigureAwait(false);
        return [.. missing.Zip(files, Create)];
    }

    private MadeThumbnail<TImage> Create(ThumbnailSpec spec, EncodedImage file)
    {
        TImage image = Table.Derive(original);
        FilePut.Stamp(image, file.MimeType, spec.GetSize(original.Size), original: false, spec.GetToken(original.Size));
        return new(image, file);
    }

    private async Task PutAsync(MadeThumbnail<TImage>[] made, IImageStore store, FileLedger ledger, CancellationToken cancellationToken)
    {
        foreach ((TImage image, EncodedImage file) in made)
            await ThumbnailFiles.PutAsync(ledger, ImageRows<TImage>.FileOf(Table, image, store), image, file, cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<TImage>> InsertAsync(
        MadeThumbnail<TImage>[] made, ImageRows<TImage> rows, FileLedger ledger, CancellationToken cancellationToken)
    {
        await rows.LockSetAsync(set.NewImage(), cancellationToken).ConfigureAwait(false);
        foreach ((TImage image, _) in made)
            await rows.InsertThumbnailAsync(image, original, cancellationToken).ConfigureAwait(false);
        List<TImage> images = await rows.LoadSetToChangeAsync(set.NewImage(), cancellationToken).ConfigureAwait(false);
        if (!images.Exists(image => image.Original && image.Revision == original.Revision))
            throw new ImageNotFoundException($"The original of {set.Name} was replaced or removed while a thumbnail of {made[0].Image.Size} was being made. Try again.");
        foreach ((TImage image, _) in made)
            await DiscardDuplicateAsync(image, images, ledger).ConfigureAwait(false);
        set.SetLoaded(images, ledger);
        return images;
    }

    // The rows say who made it: how many were affected means something else to every provider.
    private async Task DiscardDuplicateAsync(TImage thumbnail, List<TImage> images, FileLedger ledger)
    {
        TImage winner = images.Find(image => image.Size == thumbnail.Size && image.Recipe == thumbnail.Recipe) ?? throw new ImageTableException(
            $"A thumbnail of {thumbnail.Size} made as '{thumbnail.Recipe}' has no place in the table '{Table.QualifiedName}' beside another of its size, " +
            "because `recipe` is no part of the table's primary key. Make it one.");
        if (winner.Revision != thumbnail.Revision)
            await ledger.DiscardPutAsync(thumbnail.Key).ConfigureAwait(false);
    }
}
