namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>The URLs of thumbnails as the current request has them, from its host's first path on.</summary>
internal sealed class CurrentThumbnailUrls
{
    private readonly ThumbnailUrls _urls;
    private readonly string _pathBase;

    private CurrentThumbnailUrls(ThumbnailUrls urls, string pathBase) => (_urls, _pathBase) = (urls, pathBase);

    /// <summary>Those of the request, in the application whose settings are current; null outside of requests, and where the application shows no thumbnails.</summary>
    public static CurrentThumbnailUrls? InRequest =>
        ImageAttachSettings.Current.Services?.GetService(typeof(ThumbnailUrls)) is ThumbnailUrls { Path: not null, PathBase: { } pathBase } urls
            ? new(urls, pathBase)
            : null;

    /// <summary>The widths that may be asked for.</summary>
    public IEnumerable<int> Widths => _urls.Widths;

    /// <summary>The address of a thumbnail.</summary>
    public Uri Of(Image original, int width) => InApplication(_urls.Of(original, width));

    /// <summary>The address of a thumbnail that the image type declares.</summary>
    public Uri Of(Image original, string name) => InApplication(_urls.Of(original, name));

    /// <summary>The same; null where thumbnails of that type aren't shown.</summary>
    public Uri? Find(Image original, string name) => _urls.Find(WantedThumbnail.Of(original, name)) is { } address ? InApplication(address) : null;

    private Uri InApplication(Uri address) => new(_pathBase + address.OriginalString, UriKind.Relative);
}
