using System.Globalization;
using System.Net;
using ImageAttach.Stores;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>The file of an image: its address and its bytes.</summary>
public static class ImageFileExtensions
{
    /// <summary>Returns the image's address. Computed from the row, without I/O.</summary>
    /// <param name="image">The image.</param>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <returns>
    /// An address that never shows another picture: it changes when the image is replaced. For files of
    /// SQLAlchemy-ImageAttach, which have no revision, it ends in <c>_ts=</c> and the time of creation.
    /// </returns>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public static Uri Locate(this Image image, IImageStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        Uri address = (store ?? StoreContext.For(image)).Locate(image.Key);
        if (image.Revision.Length > 0)
            return address;
        string text = ToText(address);
        return new Uri($"{text}{(text.Contains('?', StringComparison.Ordinal) ? '&' : '?')}_ts={image.CreatedAtText}", UriKind.RelativeOrAbsolute);
    }

    /// <summary>Returns the image as an HTML element: <c>&lt;img src="…" width="150" height="237"&gt;</c>, its address escaped.</summary>
    /// <param name="image">The image.</param>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public static string ToHtml(this Image image, IImageStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<img src="{WebUtility.HtmlEncode(ToText(image.Locate(store)))}" width="{image.Width}" height="{image.Height}">""");
    }

    /// <summary>Opens the image's file, from its first byte. Dispose of the stream.</summary>
    /// <param name="image">The image.</param>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <param name="verify">
    /// Whether to compare length and hash with the row, where it records them; default: false. The stream then can't seek, and the read that finds its end
    /// throws when the file isn't the one that was attached.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageFileNotFoundException">The store doesn't have the file.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static Task<Stream> OpenFileAsync(this Image image, IImageStore? store = null, bool verify = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        IImageStore from = store ?? StoreContext.For(image);
        return verify ? ImageFile.OpenVerifiedAsync(image, from, cancellationToken) : from.OpenAsync(image.Key, cancellationToken);
    }

    /// <summary>Reads the image's file into memory.</summary>
    /// <param name="image">The image.</param>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <param name="verify">Whether to compare length and hash with the row, where it records them; default: false.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFileDamagedException">The file was verified, and isn't the one that was attached.</exception>
    /// <exception cref="ImageLimitException">The file is larger than an array can be, about 2 GB.</exception>
    /// <inheritdoc cref="OpenFileAsync" path="/exception"/>
    public static async Task<byte[]> MakeBlobAsync(
        this Image image, IImageStore? store = null, bool verify = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        return await ImageFile.ReadAsync(image, store ?? StoreContext.For(image), verify, cancellationToken).ConfigureAwait(false);
    }

    private static string ToText(Uri address) => address.IsAbsoluteUri ? address.AbsoluteUri : address.OriginalString;
}
