using System.Data;
using System.Data.Common;
using ImageAttach.Databases;
using ImageAttach.ImageSets;
using ImageAttach.Imaging;

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

    internal async Task<TImage[]> FindOrMakeAsync(
        DbConnection connection, ThumbnailSpec[] specs, IImageStore store, ImageTransaction? transaction, CancellationToken cancellationToken)
    {
        await LoadAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
        if (specs.Length == 0)
            return [];
        IReadOnlyList<TImage> images = Loaded;
        if (images is not [{ Original: true } original, ..])
            throw new ImageNotFoundException($"{Name} has no original, so a thumbnail {specs[0]} can't be made. Attach one first.");
        try
        {
            return await new ThumbnailMaker<TImage>(this, images, original).FindOrMakeAsync(
                connection, specs, store, transaction, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ImageNotFoundException or ImageFileNotFoundException)
        {
            ClearLoaded(); // the original that was loaded above is gone
            throw;
        }
    }
}
