using System.Data;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore;

/// <summary>Adds what a browser has sent to many image sets.</summary>
[SuppressMessage("ApiDesign", "RS0026", Justification = "The options of the other AddAsync are required.")]
public static class MultipleImageSetExtensions
{
    /// <summary>Attaches an image from a form as a new set, in the next place that is free. Nothing is ever replaced.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="sets">The owner's image sets.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="file">The form's file. Its name and declared type are ignored; the bytes decide.</param>
    /// <param name="options">Extra columns, store, limits, and transaction.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="MultipleImageSet{TImage}.AddAsync(IDbConnection, Stream, Action{TImage}, IImageStore, ImageLimits, ImageTransaction, CancellationToken)" path="/returns|/remarks|/exception"/>
    public static Task<ImageSubset<TImage>> AddAsync<TImage>(
        this MultipleImageSet<TImage> sets, IDbConnection db, IFormFile file, AttachOptions<TImage> options, CancellationToken cancellationToken = default)
        where TImage : Image
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        return AddAsync();

        async Task<ImageSubset<TImage>> AddAsync()
        {
            Stream content = file.OpenReadStream();
            await using (content.ConfigureAwait(false))
                return await sets.AddAsync(db, content, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Attaches an image from a form as a new set, in the next place that is free. Nothing is ever replaced.</summary>
    /// <typeparam name="TImage">The image type.</typeparam>
    /// <param name="sets">The owner's image sets.</param>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="file">The form's file. Its name and declared type are ignored; the bytes decide.</param>
    /// <param name="configure">Sets extra columns of the new row. Called again if another place has to be chosen. The key can't be changed.</param>
    /// <param name="store">The store to keep the file in; default: the current one, in a request the application's.</param>
    /// <param name="limits">How large the image may be, and of which types; default: those of the current <see cref="ImageAttachSettings"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="MultipleImageSet{TImage}.AddAsync(IDbConnection, Stream, Action{TImage}, IImageStore, ImageLimits, ImageTransaction, CancellationToken)" path="/returns|/remarks|/exception"/>
    public static Task<ImageSubset<TImage>> AddAsync<TImage>(
        this MultipleImageSet<TImage> sets,
        IDbConnection db,
        IFormFile file,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
        where TImage : Image =>
        sets.AddAsync(db, file, new AttachOptions<TImage> { Configure = configure, Store = store, Limits = limits, Transaction = transaction }, cancellationToken);
}
