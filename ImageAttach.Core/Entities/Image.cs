using System.Globalization;
using System.Net;
using ImageAttach.Files;

namespace ImageAttach;

/// <summary>One attached image: a database row, and a file in a store. Derive your image types from it.</summary>
/// <remarks>Setting a property changes neither row nor file; image sets do that.</remarks>
public abstract class Image : IImage
{
    private bool _lacksKey;

    /// <inheritdoc/>
    public abstract string ObjectType { get; }

    /// <inheritdoc/>
    public abstract ObjectId ObjectId { get; }

    /// <summary>The key columns that tell image sets of this type apart, in declaration order; without width and height.</summary>
    public abstract IReadOnlyList<string> IdentityAttributes { get; }

    /// <summary>The values of <see cref="IdentityAttributes"/>, by column name.</summary>
    public abstract IReadOnlyDictionary<string, object> IdentityMap { get; }

    /// <inheritdoc/>
    public int Width { get; set; }

    /// <inheritdoc/>
    public int Height { get; set; }

    /// <inheritdoc/>
    public string MimeType { get; set; } = "";

    /// <inheritdoc/>
    public bool Original { get; set; }

    /// <inheritdoc/>
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc/>
    public string Revision { get; set; } = "";

    /// <inheritdoc/>
    public long? Length { get; set; }

    /// <inheritdoc/>
    public string? Sha256 { get; set; }

    /// <summary>How a thumbnail was made, other than by default: <see cref="ThumbnailOptions"/> in short, so that thumbnails of one size are told apart.</summary>
    /// <remarks>Empty for originals and for plainly scaled thumbnails. A plainly scaled thumbnail as large as its original has <c>Scale</c>.</remarks>
    public string Recipe { get; set; } = "";

    /// <summary>Width and height together.</summary>
    public ImageSize Size
    {
        get => new(Width, Height);
        set => (Width, Height) = value;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A query of plain Dapper didn't select the key.</exception>
    public StoreKey Key
    {
        get
        {
            RequireKey();
            return new(ObjectType, ObjectId, Width, Height, MimeType, Revision);
        }
    }

    /// <summary>The image's address. Computed from the row: no I/O.</summary>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <returns>
    /// An address that never shows another picture: it changes when the image is replaced. For files of
    /// SQLAlchemy-ImageAttach, which have no revision, it ends in <c>_ts=</c> and the time of creation.
    /// </returns>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public Uri Locate(IImageStore? store = null)
    {
        Uri address = (store ?? StoreContext.Of(this)).Locate(Key);
        if (Revision.Length > 0)
            return address;
        string text = TextOf(address);
        return new Uri($"{text}{(text.Contains('?', StringComparison.Ordinal) ? '&' : '?')}_ts={CreatedAtText}", UriKind.RelativeOrAbsolute);
    }

    /// <summary>The image as an HTML element: <c>&lt;img src="…" width="150" height="237"&gt;</c>, its address escaped.</summary>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public string ToHtml(IImageStore? store = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"""<img src="{WebUtility.HtmlEncode(TextOf(Locate(store)))}" width="{Width}" height="{Height}">""");

    /// <summary>Opens the image's file, from its first byte. Dispose of the stream.</summary>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <param name="verify">
    /// Whether to compare length and hash with the row, where it records them; default: false. The stream then can't seek, and the read that finds its end
    /// throws when the file isn't the one that was attached.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageFileNotFoundException">The store has no such file.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public Task<Stream> OpenFileAsync(IImageStore? store = null, bool verify = false, CancellationToken cancellationToken = default)
    {
        IImageStore from = store ?? StoreContext.Of(this);
        return verify ? ImageFile.OpenVerifiedAsync(this, from, cancellationToken) : from.OpenAsync(Key, cancellationToken);
    }

    /// <summary>Reads the image's file into memory.</summary>
    /// <param name="store">The store that has the file; default: the current one.</param>
    /// <param name="verify">Whether to compare length and hash with the row, where it records them; default: false.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFileDamagedException">The file was verified, and isn't the one that was attached.</exception>
    /// <exception cref="ImageLimitException">The file is larger than an array can be, about 2 GB.</exception>
    /// <inheritdoc cref="OpenFileAsync" path="/exception"/>
    public async Task<byte[]> MakeBlobAsync(IImageStore? store = null, bool verify = false, CancellationToken cancellationToken = default) =>
        await ImageFile.ReadAsync(this, store ?? StoreContext.Of(this), verify, cancellationToken).ConfigureAwait(false);

    // Set by plain Dapper queries only: Dapper can't turn what every database gives into a DateTimeOffset.
    internal object CreatedAtAsStored
    {
        set => CreatedAt = ImageColumns.ToDateTimeOffset(value);
    }

    // Set by plain Dapper queries only, in place of Width and Revision, when they don't select the key: it would be another owner's by default.
    internal int WidthWithoutKey
    {
        set => (Width, _lacksKey) = (value, true);
    }

    internal string RevisionWithoutKey
    {
        set => (Revision, _lacksKey) = (value, true);
    }

    /// <exception cref="InvalidOperationException">A query of plain Dapper didn't select the key.</exception>
    internal void RequireKey()
    {
        if (_lacksKey)
            throw new InvalidOperationException($"Whose {ObjectType} this is isn't known, because the query didn't read its key. Select {string.Join(", ", IdentityAttributes)} as well.");
    }

    /// <summary>What changes whenever a picture is replaced: the revision, or for files of SQLAlchemy-ImageAttach the time of creation.</summary>
    internal string Version => Revision.Length > 0 ? Revision : "at" + CreatedAtText;

    private string CreatedAtText => CreatedAt.UtcDateTime.ToString("yyyyMMddHHmmssffffff", CultureInfo.InvariantCulture);

    private static string TextOf(Uri address) => address.IsAbsoluteUri ? address.AbsoluteUri : address.OriginalString;
}
