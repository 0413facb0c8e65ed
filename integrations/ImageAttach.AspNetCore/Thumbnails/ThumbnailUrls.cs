using System.Globalization;
using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Stores;

namespace ImageAttach.AspNetCore;

/// <summary>Writes and reads the addresses of thumbnails that are made on demand. A service of the application.</summary>
/// <remarks>Addresses are signed and contain the owner's key. Texts in it are encrypted; numbers and Guids are readable.</remarks>
public sealed class ThumbnailUrls
{
    private readonly ThumbnailUrlOptions _options;
    private readonly ThumbnailCatalogue _catalogue;
    private readonly ThumbnailSignature _signature;
    private readonly SetKeyCipher _cipher;
    private readonly TimeProvider _time;

    // A request's own, so that no setting of the application can hold it.
    private readonly AsyncLocal<string?> _pathBase = new();

    internal ThumbnailUrls(ThumbnailUrlOptions options, TimeProvider time) =>
        (_options, _catalogue, _signature, _cipher, _time) = (options, new(options), new(options.SigningKeys), new(options.SigningKeys), time);

    /// <summary>The path that <see cref="ThumbnailEndpoints.MapImageThumbnails"/> was given; null until then.</summary>
    internal string? Path { get; private set; }

    /// <summary>The path that the request's URLs begin with; null outside of this application's requests.</summary>
    internal string? PathBase => _pathBase.Value;

    /// <summary>The widths that may be asked for, the smallest first.</summary>
    public IEnumerable<int> Widths => _catalogue.Widths;

    /// <summary>The address of a thumbnail, within the application: <c>/thumbs/user-picture/n42/k3f9…/150?s=…</c>. Computed: no I/O.</summary>
    /// <param name="original">The original; its row need not be complete beyond key and revision.</param>
    /// <param name="width">The thumbnail's width in pixels: one of <see cref="ThumbnailUrlOptions.Widths"/>, unless others are allowed.</param>
    /// <exception cref="ArgumentException">The image is a thumbnail itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No thumbnail may have that width.</exception>
    /// <exception cref="InvalidOperationException">The application doesn't show thumbnails.</exception>
    public Uri Of(Image original, int width)
    {
        return Find(WantedThumbnail.Of(original, width)) ?? throw new ArgumentOutOfRangeException(nameof(width), string.Create(
            CultureInfo.InvariantCulture, $"No thumbnail may be {width} wide. Add the width to options.Thumbnails.Widths, or ask for one of {string.Join(", ", Widths)}."));
    }

    /// <summary>The address of a thumbnail that the image type declares by <see cref="ThumbnailAttribute"/>: <c>/thumbs/user-picture/n42/k3f9…/avatar?s=…</c>. Computed: no I/O.</summary>
    /// <param name="original">The original; its row need not be complete beyond key and revision.</param>
    /// <param name="name">The thumbnail's name.</param>
    /// <remarks>The signature is over what is declared as well: once that changes the address is another one, and the old one is not found.</remarks>
    /// <exception cref="ArgumentException">The image is a thumbnail itself, or its type, or <see cref="ThumbnailUrlOptions.Tables"/>, has no such thumbnail.</exception>
    /// <exception cref="InvalidOperationException">The application doesn't show thumbnails.</exception>
    public Uri Of(Image original, string name) => Find(WantedThumbnail.Of(original, name)) ?? throw new ArgumentException(
        $"No thumbnail of {original.ObjectType} is called '{name}', or options.Thumbnails.Tables doesn't have its table. Declare it: [Thumbnail(\"{name}\", …)].", nameof(name));

    /// <summary>The address of a thumbnail; null for one that may not be asked for.</summary>
    internal Uri? Find(WantedThumbnail thumbnail)
    {
        string path = Path ?? throw new InvalidOperationException(
            "Thumbnails have no addresses, because the application doesn't show any. Call app.MapImageThumbnails(\"/thumbs\").");
        if (_catalogue.MeaningOf(thumbnail) is not { } meaning)
            return null;
        long? expires = NextExpiry();
        string query = expires is { } end ? string.Create(CultureInfo.InvariantCulture, $"?e={end}&s=") : "?s=";
        return new Uri(
            string.Create(CultureInfo.InvariantCulture, $"{path}/{thumbnail.ObjectType}/{_cipher.Write(thumbnail.ObjectType, thumbnail.SetKey)}/{thumbnail.Version}/{thumbnail.Name}{query}{_signature.Sign(thumbnail, expires, meaning)}"),
            UriKind.Relative);
    }

    /// <summary>The key of an image set that a URL shows; null when it wasn't written here.</summary>
    internal string? ReadSetKey(string objectType, string text) => _cipher.Read(objectType, text);

    /// <summary>Whether an address was written here, and may still be used.</summary>
    /// <param name="thumbnail">The thumbnail that it names.</param>
    /// <param name="expires">When it says that it ends, in seconds since 1970.</param>
    /// <param name="signature">Its signature.</param>
    /// <param name="left">How long it may still be used; null for one without an end.</param>
    internal bool IsGood(WantedThumbnail thumbnail, long? expires, string signature, out TimeSpan? left)
    {
        left = expires is { } end ? UrlExpiry.Remaining(end, _time.GetUtcNow()) : null;
        return _catalogue.MeaningOf(thumbnail) is { } meaning && _signature.IsOf(thumbnail, expires, signature, meaning) && !(left <= TimeSpan.Zero);
    }

    internal void ShowAt(string path) => Path = path;

    /// <summary>Sets the request's path for the rest of the async method that calls this, and for what it calls.</summary>
    internal void BeginRequest(string pathBase) => _pathBase.Value = pathBase;

    private long? NextExpiry() => _options.ValidFor is { } validFor ? UrlExpiry.Next(_time.GetUtcNow(), validFor) : null;
}
