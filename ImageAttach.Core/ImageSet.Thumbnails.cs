using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using System.Globalization;
using ImageAttach.Files;
using ImageAttach.Imaging;
using ImageAttach.Imaging.Skia;
using ImageAttach.Sql;
using ImageAttach.Transactions;

namespace ImageAttach;

public partial class ImageSet<TImage>
{
    /// <summary>Makes a thumbnail by width, height or ratio, or returns the one already there.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="width">Width in pixels, 1 to 16,383. Larger than the original is allowed and scales up.</param>
    /// <param name="height">Height in pixels, 1 to 16,383. Larger than the original is allowed and scales up.</param>
    /// <param name="ratio">Size as a multiple of the original's, above 0; above 1 scales up.</param>
    /// <param name="store">The store that has the original and gets the thumbnail; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own. Nobody else sees the thumbnail until you commit.</param>
    /// <param name="cancellationToken">Stops the work; a file already put is removed.</param>
    /// <returns>
    /// The thumbnail's image. Its other side keeps the original's proportions, rounded, at least 1. An image that has the
    /// width or height already is returned as it is, be it the original.
    /// </returns>
    /// <remarks>
    /// <para>Thumbnails are upright, sRGB, and free of metadata. JPEG, PNG and WebP keep their format; GIF and BMP give PNG.
    /// An animation gives a still of its first frame. Extra columns are copied from the original.</para>
    /// <para>However many callers ask at once, one thumbnail is made, and all get that one.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">None or several of width, height and ratio are given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The one given is below 1, or the ratio no number above 0.</exception>
    /// <exception cref="ImageNotFoundException">Nothing is attached, or the original was replaced meanwhile.</exception>
    /// <exception cref="ImageLimitException">The thumbnail would be too large.</exception>
    /// <exception cref="ImageFormatException">The original's pixels can't be decoded.</exception>
    /// <exception cref="ImageFileNotFoundException">The store has lost the original's file.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public Task<TImage> GenerateThumbnailAsync(
        IDbConnection db,
        int? width = null,
        int? height = null,
        double? ratio = null,
        IImageStore? store = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default) =>
        FindOrMakeAsync(
            Connections.Usable(db), ThumbnailRequest.Of(width, height, ratio), store ?? StoreContext.Of(Table), transaction, cancellationToken);

    /// <summary>The same as <see cref="GenerateThumbnailAsync"/>, by the name that says so.</summary>
    /// <inheritdoc cref="GenerateThumbnailAsync"/>
    public Task<TImage> FindOrGenerateThumbnailAsync(
        IDbConnection db,
        int? width = null,
        int? height = null,
        double? ratio = null,
        IImageStore? store = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default) =>
        GenerateThumbnailAsync(db, width, height, ratio, store, transaction, cancellationToken);

    /// <summary>Finds an image by width, height or both. The original counts as well, and comes first.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="width">Width in pixels, 1 or more.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <param name="transaction">The transaction to read in; default: none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The image; of several that match, the original, else the smallest.</returns>
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
            $"{Name} has no image {(width, height) switch
            {
                ({ } w, { } h) => $"of {w}×{h}",
                ({ } w, null) => $"{w} wide",
                _ => $"{height} high",
            }}. Make it with GenerateThumbnailAsync."));
    }

    /// <summary>Finds an image by width, height or both, if there is one. The original counts as well, and comes first.</summary>
    /// <returns>The image; of several that match, the original, else the smallest; null when there is none of that size.</returns>
    /// <inheritdoc cref="FindThumbnailAsync" path="/param"/>
    /// <exception cref="ArgumentException">Neither width nor height is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
    public Task<TImage?> TryFindThumbnailAsync(
        IDbConnection db, int? width = null, int? height = null, ImageTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        if (width is null && height is null)
            throw new ArgumentException("An image is found by width, height or both: give at least one of them.");
        ThumbnailRequest.CheckSide(width, nameof(width), "Width");
        ThumbnailRequest.CheckSide(height, nameof(height), "Height");
        return FindAsync();

        async Task<TImage?> FindAsync()
        {
            await LoadAsync(db, transaction, cancellationToken).ConfigureAwait(false);
            return Loaded.FirstOrDefault(image => (width ?? image.Width) == image.Width && (height ?? image.Height) == image.Height);
        }
    }

    private async Task<TImage> FindOrMakeAsync(
        DbConnection connection, ThumbnailRequest request, IImageStore store, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        await LoadAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
        ImmutableArray<TImage> images = Loaded;
        TImage original = Original ?? throw new ImageNotFoundException(
            $"{Name} has no original, so a thumbnail {request} can't be made. Attach one first.");
        if (images.FirstOrDefault(image => request.IsMetBy(image.Size)) is { } match)
            return match;
        ImageSize size = request.SizeFor(original.Size);
        return images.FirstOrDefault(image => image.Size == size)
            ?? await MakeAsync(connection, original, size, store, transaction, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TImage> MakeAsync(
        DbConnection connection, TImage original, ImageSize size, IImageStore store, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        byte[] file = await original.MakeBlobAsync(store, cancellationToken).ConfigureAwait(false);
        ThumbnailRecipe recipe = new(size);
        EncodedImage encoded = await Task.Run(
            () => SkiaCodec.Instance.MakeThumbnails(file, [recipe], cancellationToken)[0], cancellationToken).ConfigureAwait(false);

        TImage thumbnail = Table.Derive(original);
        FilePut.Stamp(thumbnail, encoded.MimeType, size, original: false);
        (List<TImage> images, TImage made) =
            await ImageWork.RunAsync(Table, connection, transaction, PutAsync, AddRowAsync, cancellationToken).ConfigureAwait(false);
        Show(images);
        return made;

        async Task PutAsync(FileLedger ledger)
        {
            using MemoryStream content = new(encoded.Content, writable: false);
            await FilePut.RunAsync(ledger, FileOf(thumbnail, store), thumbnail, content, content.Length, cancellationToken).ConfigureAwait(false);
        }

        async Task<(List<TImage> Images, TImage Made)> AddRowAsync(DbTransaction? within, FileLedger ledger)
        {
            ImageRows<TImage> rows = Rows(connection, within);
            await rows.LockSetAsync(NewImage(), cancellationToken).ConfigureAwait(false);
            await rows.InsertThumbnailAsync(thumbnail, original, cancellationToken).ConfigureAwait(false);
            List<TImage> images = await rows.LoadSetToChangeAsync(NewImage(), cancellationToken).ConfigureAwait(false);
            if (!images.Exists(image => image.Original && image.Revision == original.Revision))
                throw new ImageNotFoundException($"The original of {Name} was replaced or removed while a thumbnail of {size} was being made. Try again.");

            // The rows say who made it: how many were affected means something else to every provider.
            TImage made = images.Find(image => image.Size == size)!;
            if (made.Revision != thumbnail.Revision)
                await ledger.WithdrawAsync(thumbnail.Key).ConfigureAwait(false);
            return (images, made);
        }
    }
}
