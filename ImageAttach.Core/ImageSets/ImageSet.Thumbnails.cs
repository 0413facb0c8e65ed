using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach;

public partial class ImageSet<TImage>
{
    /// <summary>Makes a thumbnail by width, height or ratio, or fitted into both sides; or returns the one already there.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="width">Width in pixels, 1 to 16,383. Larger than the original is allowed and scales up.</param>
    /// <param name="height">Height in pixels, 1 to 16,383. Larger than the original is allowed and scales up.</param>
    /// <param name="ratio">Size as a multiple of the original's, above 0; above 1 scales up.</param>
    /// <param name="store">The store that has the original and gets the thumbnail; default: the current one.</param>
    /// <param name="options">How the thumbnail is made: fit, format, quality, filter and so on; default: <see cref="ThumbnailOptions.Default"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own. Nobody else sees the thumbnail until you commit.</param>
    /// <param name="cancellationToken">Stops the work; a file already put is removed.</param>
    /// <returns>
    /// The thumbnail's image. Its other side keeps the original's proportions, rounded, at least 1. A thumbnail that has the
    /// width or height already, and was made with the same options, is returned as is. The original never is, even if it has that size.
    /// </returns>
    /// <remarks>
    /// <para>Thumbnails are upright, sRGB, and free of metadata. JPEG, PNG and WebP keep their format unless another is asked for; all
    /// others give PNG. An animation gives a still of its first frame, unless <see cref="ThumbnailFormat.AnimatedWebP"/> is asked for. Extra columns are copied from the original.</para>
    /// <para>However many callers ask at once, one thumbnail is made, and all get that one.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">None or several of width, height and ratio are given; or, to fit both sides, not both.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The one given is below 1, or the ratio no number above 0.</exception>
    /// <exception cref="ImageNotFoundException">Nothing is attached, or the original was replaced meanwhile.</exception>
    /// <exception cref="ImageLimitException">The thumbnail would be too large.</exception>
    /// <exception cref="ImageFormatException">The original's pixels can't be decoded.</exception>
    /// <exception cref="ImageFileNotFoundException">The store has lost the original's file.</exception>
    /// <exception cref="ImageFileDamagedException">The original's file isn't the one that was attached.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    /// <exception cref="ImageTableException">The table's primary key doesn't let thumbnails of one size be told apart by recipe.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public Task<TImage> GenerateThumbnailAsync(
        IDbConnection db,
        int? width = null,
        int? height = null,
        double? ratio = null,
        IImageStore? store = null,
        ThumbnailOptions? options = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default) =>
        GenerateThumbnailAsync(db, ThumbnailSpec.Create(width, height, ratio, options), store, transaction, cancellationToken);

    /// <summary>Makes thumbnails of several widths, decoding the original once, or returns those already there.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="widths">Widths in pixels, each 1 to 16,383.</param>
    /// <param name="store">The store that has the original and gets the thumbnails; default: the current one.</param>
    /// <param name="options">How the thumbnails are made; of the fits, only <see cref="Fit.Scale"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own, with all thumbnails or none.</param>
    /// <param name="cancellationToken">Stops the work; files already put are removed.</param>
    /// <returns>The thumbnails' images, in the order of the widths.</returns>
    /// <inheritdoc cref="GenerateThumbnailAsync(IDbConnection, int?, int?, double?, IImageStore, ThumbnailOptions, ImageTransaction, CancellationToken)" path="/remarks|/exception"/>
    public Task<TImage[]> GenerateThumbnailsAsync(
        IDbConnection db,
        IEnumerable<int> widths,
        IImageStore? store = null,
        ThumbnailOptions? options = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(widths);
        ThumbnailSpec[] specs = [.. widths.Select(width => ThumbnailSpec.Create(width, options: options))];
        return FindOrMakeAsync(Connections.RequireUsable(db), specs, store ?? StoreContext.For(Table.StoreName), transaction, cancellationToken);
    }

    /// <summary>The same as <see cref="GenerateThumbnailAsync(IDbConnection, int?, int?, double?, IImageStore, ThumbnailOptions, ImageTransaction, CancellationToken)"/>, by the name that says so.</summary>
    /// <inheritdoc cref="GenerateThumbnailAsync(IDbConnection, int?, int?, double?, IImageStore, ThumbnailOptions, ImageTransaction, CancellationToken)"/>
    public Task<TImage> FindOrGenerateThumbnailAsync(
        IDbConnection db,
        int? width = null,
        int? height = null,
        double? ratio = null,
        IImageStore? store = null,
        ThumbnailOptions? options = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default) =>
        GenerateThumbnailAsync(db, width, height, ratio, store, options, transaction, cancellationToken);

    /// <summary>Finds a thumbnail by width, height or both.</summary>
    /// <remarks>
    /// Only plainly scaled thumbnails are considered; to find others, pass their options to <see cref="GenerateThumbnailAsync(IDbConnection, int?, int?, double?, IImageStore, ThumbnailOptions, ImageTransaction, CancellationToken)"/>. The original
    /// isn't a thumbnail, even if it has that size: use <see cref="Original"/>.
    /// </remarks>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="width">Width in pixels, 1 or more.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The thumbnail; if several match, the smallest.</returns>
    /// <exception cref="ArgumentException">Neither width nor height is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    /// <exception cref="ImageNotFoundException">There is none of that size.</exception>
    public Task<TImage> FindThumbnailAsync(
        IDbConnection db, int? width = null, int? height = null, ImageTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        Task<TImage?> search = TryFindThumbnailAsync(db, width, height, transaction, cancellationToken);
        return RequireAsync();

        async Task<TImage> RequireAsync() => await search.ConfigureAwait(false) ?? throw new ImageNotFoundException(string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} has no thumbnail {(width, height) switch
            {
                ({ } w, { } h) => $"of {w}×{h}",
                ({ } w, null) => $"{w} wide",
                _ => $"{height} high",
            }}. Make it with GenerateThumbnailAsync."));
    }

    /// <summary>Finds a thumbnail by width, height or both, if there is one.</summary>
    /// <returns>The thumbnail; if several match, the smallest; null when there is none of that size.</returns>
    /// <inheritdoc cref="FindThumbnailAsync" path="/param|/remarks"/>
    /// <exception cref="ArgumentException">Neither width nor height is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    public Task<TImage?> TryFindThumbnailAsync(
        IDbConnection db, int? width = null, int? height = null, ImageTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        if (width is null && height is null)
            throw new ArgumentException("A thumbnail is found by width, height or both: give at least one of them.");
        if (width is not null)
            ThumbnailSpec.Create(width: width); // checks it
        if (height is not null)
            ThumbnailSpec.Create(height: height);
        return FindAsync();

        async Task<TImage?> FindAsync()
        {
            await LoadAsync(db, transaction, cancellationToken).ConfigureAwait(false);
            return Loaded.FirstOrDefault(image => !image.Original && ThumbnailSpec.IsDefault(image.Recipe)
                && (width ?? image.Width) == image.Width && (height ?? image.Height) == image.Height);
        }
    }

    /// <summary>A thumbnail that the image type declares. For generated code.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">It declares none of that name.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NamedThumbnail<TImage> Named(string name)
    {
        foreach (DeclaredThumbnail thumbnail in Table.Thumbnails)
        {
            if (thumbnail.Name == name)
                return new(this, thumbnail);
        }

        throw new ArgumentException($"{typeof(TImage).Name} declares no thumbnail '{name}'. Write [Thumbnail(\"{name}\", …)] on it.", nameof(name));
    }

    internal async Task<TImage[]> FindOrMakeAsync(
        DbConnection connection,
        ThumbnailSpec[] specs,
        IImageStore store,
        ImageTransaction? transaction,
        CancellationToken cancellationToken)
    {
        await LoadAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
        if (specs.Length == 0)
            return [];
        TImage original = Original ?? throw new ImageNotFoundException(
            $"{Name} has no original, so a thumbnail {specs[0]} can't be made. Attach one first.");
        ThumbnailToMake[] missing = Missing(specs, original);
        if (missing.Length > 0)
            await MakeOrClearAsync().ConfigureAwait(false);
        return [.. specs.Select(spec => spec.FindIn(Loaded, original)!)];

        async Task MakeOrClearAsync()
        {
            try
            {
                await MakeAsync(connection, original, () => missing, store, transaction, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is ImageNotFoundException or ImageFileNotFoundException)
            {
                ClearLoaded(); // the original that was loaded above is gone
                throw;
            }
        }
    }

    private ThumbnailToMake[] Missing(IReadOnlyList<ThumbnailSpec> specs, TImage original) =>
    [
        .. specs
            .Where(spec => spec.FindIn(Loaded, original) is null)
            .Select(spec => new ThumbnailToMake(spec.GetSize(original.Size), spec))
            .DistinctBy(thumbnail => (thumbnail.Size, thumbnail.Spec.Token)),
    ];

    // What is missing is decided when the turn has come.
    private async Task MakeAsync(
        DbConnection connection,
        TImage original,
        Func<ThumbnailToMake[]> findMissing,
        IImageStore store,
        ImageTransaction? transaction,
        CancellationToken cancellationToken)
    {
        using Activity? activity = Activities.Start("ImageAttach.Thumbnail", Table.ObjectType);
        ThumbnailToMake[] missing = [];
        IReadOnlyList<EncodedImage> encoded = await ThumbnailWork.MakeAsync(
            () => [.. (missing = findMissing()).Select(thumbnail => new ThumbnailSpec(thumbnail.Size, thumbnail.Spec.Options))],
            token => original.MakeBlobAsync(store, verify: true, token),
            cancellationToken).ConfigureAwait(false);
        if (missing.Length == 0)
            return;

        TImage[] thumbnails = [.. missing.Zip(encoded, (thumbnail, content) =>
        {
            TImage image = Table.Derive(original);
            FilePut.Stamp(image, content.MimeType, thumbnail.Size, original: false, thumbnail.Spec.GetToken(original.Size));
            return image;
        })];
        await UnitOfWorkRunner.RunAsync(Table, connection, transaction, PutAsync, AddRowsAsync, cancellationToken).ConfigureAwait(false);
        Counters.ThumbnailsMade.Add(thumbnails.Length);

        async Task PutAsync(FileLedger ledger)
        {
            for (int i = 0; i < thumbnails.Length; i++)
            {
                using MemoryStream content = new(encoded[i].Content, writable: false);
                await FilePut.RunAsync(ledger, FileOf(thumbnails[i], store), thumbnails[i], content, content.Length, cancellationToken).ConfigureAwait(false);
            }
        }

        async Task<bool> AddRowsAsync(SavepointScope scope, FileLedger ledger)
        {
            ImageRows<TImage> rows = Rows(connection, scope);
            await rows.LockSetAsync(NewImage(), cancellationToken).ConfigureAwait(false);
            foreach (TImage thumbnail in thumbnails)
                await rows.InsertThumbnailAsync(thumbnail, original, cancellationToken).ConfigureAwait(false);
            List<TImage> images = await rows.LoadSetToChangeAsync(NewImage(), cancellationToken).ConfigureAwait(false);
            if (!images.Exists(image => image.Original && image.Revision == original.Revision))
                throw new ImageNotFoundException($"The original of {Name} was replaced or removed while a thumbnail of {missing[0].Size} was being made. Try again.");
            foreach (TImage thumbnail in thumbnails)
                await DiscardDuplicateAsync(thumbnail, images, ledger).ConfigureAwait(false);
            SetLoaded(images, ledger);
            return true;
        }
    }

    // The rows say who made it: how many were affected means something else to every provider.
    private async Task DiscardDuplicateAsync(TImage thumbnail, List<TImage> images, FileLedger ledger)
    {
        TImage made = images.Find(image => image.Size == thumbnail.Size && image.Recipe == thumbnail.Recipe) ?? throw new ImageTableException(
            $"A thumbnail of {thumbnail.Size} made as '{thumbnail.Recipe}' has no place in the table '{Table.QualifiedName}' beside another of its size, " +
            "because `recipe` is no part of the table's primary key. Make it one.");
        if (made.Revision != thumbnail.Revision)
            await ledger.DiscardPutAsync(thumbnail.Key).ConfigureAwait(false);
    }

    /// <summary>A thumbnail that isn't there yet.</summary>
    private readonly record struct ThumbnailToMake(ImageSize Size, ThumbnailSpec Spec);
}
