using System.Data;
using ImageAttach.Databases;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>A thumbnail declared by <see cref="ThumbnailAttribute"/>, of one image set: <c>user.Picture.Avatar</c>.</summary>
/// <typeparam name="TImage">The image type.</typeparam>
public readonly struct NamedThumbnail<TImage>
    where TImage : Image
{
    private readonly ImageSet<TImage> _images;
    private readonly DeclaredThumbnail _thumbnail;

    internal NamedThumbnail(ImageSet<TImage> images, DeclaredThumbnail thumbnail) => (_images, _thumbnail) = (images, thumbnail);

    /// <summary>The name that it was declared by.</summary>
    public string Name => _thumbnail.Name;

    /// <summary>The thumbnail, as last seen; null when it isn't made, or nothing is attached.</summary>
    /// <exception cref="InvalidOperationException">The set's images aren't loaded.</exception>
    public TImage? Image => _images.Original is { } original ? _thumbnail.Spec.FindIn(_images.Images, original) : null;

    /// <summary>Makes the thumbnail, or returns the one already there.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="store">The store that has the original and gets the thumbnail; default: the current one.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work; a file already put is removed.</param>
    /// <exception cref="ImageNotFoundException">Nothing is attached, or the original was replaced meanwhile.</exception>
    /// <exception cref="ImageFormatException">The original's pixels can't be decoded.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public Task<TImage> GenerateAsync(
        IDbConnection db, IImageStore? store = null, ImageTransaction? transaction = null, CancellationToken cancellationToken = default)
    {
        Task<TImage[]> making = _images.FindOrMakeAsync(
            Connections.RequireUsable(db), [_thumbnail.Spec], store ?? StoreContext.For(_images.Table.StoreName), transaction, cancellationToken);
        return FirstAsync();

        async Task<TImage> FirstAsync() => (await making.ConfigureAwait(false))[0];
    }

    /// <summary>The thumbnail's address, as last seen. No I/O.</summary>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <exception cref="ImageNotFoundException">It isn't made.</exception>
    /// <exception cref="InvalidOperationException">The set's images aren't loaded.</exception>
    public Uri Locate(IImageStore? store = null) => (Image ?? throw new ImageNotFoundException(
        $"The thumbnail '{Name}' isn't made. Make it with GenerateAsync.")).Locate(store);

    /// <summary>The thumbnail as an HTML element; an empty string when it isn't made.</summary>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <exception cref="InvalidOperationException">The set's images aren't loaded.</exception>
    public string ToHtml(IImageStore? store = null) => Image?.ToHtml(store) ?? "";
}
