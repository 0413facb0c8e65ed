using System.ComponentModel;
using System.Data;
using System.Globalization;
using ImageAttach.Imaging;

namespace ImageAttach;

public partial class ImageSet<TImage>
{
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
}
