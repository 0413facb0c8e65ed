using System.Data;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore;

/// <summary>Attaches what a browser has sent.</summary>
public static class ImageSetExtensions
{
    /// <summary>Attaches an image from a form: replaces the original and removes the thumbnails made from it.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The owner's image set.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="file">The form's file. Its name and declared type are ignored: both are the sender's word, the bytes decide.</param>
    /// <param name="options">Extra columns, store, limits, transaction, and so on. Default: see <see cref="AttachOptions{TImage}"/>.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new original.</returns>
    /// <remarks>The same as <see cref="FromFormFileAsync"/>, with options in place of arguments.</remarks>
    /// <exception cref="ImageExistsException">There is an original, and <see cref="AttachOptions{TImage}.Replace"/> is false. Nothing was changed.</exception>
    /// <inheritdoc cref="FromFormFileAsync" path="/exception"/>
    public static Task<TImage> AttachAsync<TImage>(
        this ImageSet<TImage> set, IDbConnection db, IFormFile file, AttachOptions<TImage>? options = null, CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(file);
        set.RequireOwner();
        return AttachAsync();

        async Task<TImage> AttachAsync()
        {
            Stream content = file.OpenReadStream();
            await using (content.ConfigureAwait(false))
                return await set.AttachAsync(db, content, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Attaches a picture from a form: replaces the original and removes the thumbnails made from it.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="set">The owner's image set.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="file">The form's file. Its name and declared type are ignored: both are the sender's word, the bytes decide.</param>
    /// <param name="configure">Sets extra columns of the new row. The key and what the picture tells of itself can't be changed.</param>
    /// <param name="store">The store to keep the file in; default: the current one, in a request the application's.</param>
    /// <param name="limits">How large the picture may be, and of which types; default: those of the current <see cref="ImageAttachSettings"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="replace">Whether to replace an original that is there already. Default: true. Otherwise <see cref="ImageExistsException"/> is thrown.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new original.</returns>
    /// <remarks>
    /// A bad file costs an exception and nothing else: the old picture stays. The form was read before this is called, so
    /// limit the request's size as well.
    /// </remarks>
    /// <exception cref="ImageFormatException">Empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    /// <exception cref="ImageExistsException">There is an original, and <paramref name="replace"/> is false. Nothing was changed.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static Task<TImage> FromFormFileAsync<TImage>(
        this ImageSet<TImage> set,
        IDbConnection db,
        IFormFile file,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageTransaction? transaction = null,
        bool replace = true,
        CancellationToken cancellationToken = default)
        where TImage : Image => set.AttachAsync(
            db, file, new() { Configure = configure, Store = store, Limits = limits, Transaction = transaction, Replace = replace }, cancellationToken);
}
