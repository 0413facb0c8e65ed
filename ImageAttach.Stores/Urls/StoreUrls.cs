using System.Collections.Concurrent;
using ImageAttach.Stores.Urls;

namespace ImageAttach.Stores;

/// <summary>Stores that are named by an url, so that operators choose one where they set everything else.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>file:///srv/images?base=https://images.example.com/</c></term><description>a <see cref="FileSystemStore"/>; <c>base</c> may be left out or be a path</description></item>
/// <item><term><c>memory:</c></term><description>a new <see cref="MemoryStore"/>, with <c>?base=</c> as well</description></item>
/// <item><term><c>s3://shop-images/pictures?region=eu-central-1</c></term><description>an <see cref="S3Store"/>: bucket and prefix; <c>endpoint</c> names a server other than Amazon's, <c>base</c> the address of a CDN. Credentials come from <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and <c>AWS_SESSION_TOKEN</c></description></item>
/// </list>
/// <para>A secret has no place in an url, which logs and process lists show: a store takes it from a variable of its own.</para>
/// </remarks>
/// <example>
/// <code>
/// IImageStore store = StoreUrls.Open(Environment.GetEnvironmentVariable("IMAGE_STORE") ?? "file:///var/lib/shop/images?base=/images/");
/// </code>
/// </example>
public static class StoreUrls
{
    private static readonly ConcurrentDictionary<string, Func<Uri, IImageStore>> Schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["file"] = FileUrl.Open,
        ["memory"] = MemoryUrl.Open,
        ["s3"] = S3Url.Open,
    };

    /// <summary>Makes the store that an url names. Nothing is read or written yet.</summary>
    /// <param name="url">The url.</param>
    /// <exception cref="ArgumentException">A part of the url is wrong, and the message says which; it shows no user or password.</exception>
    public static IImageStore Open(string url)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        string scheme = url[..Math.Max(url.IndexOf(':', StringComparison.Ordinal), 0)];
        if (!Schemes.TryGetValue(scheme, out Func<Uri, IImageStore>? open))
            throw new ArgumentException($"{(Uri.CheckSchemeName(scheme) ? $"No store is known by '{scheme}:'" : "A store's url has no scheme")}. Begin it with {Known}.", nameof(url));
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed))
            throw new ArgumentException($"What follows '{scheme}:' in a store's url can't be read. Write it as in file:///srv/images, and escape what is no letter or digit, such as a blank as %20.", nameof(url));
        if (parsed.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"A store's url, '{scheme}:', has a password. Leave it out, since urls are logged, and set the variable that the store takes it from; then change it.", nameof(url));
        }

        return open(parsed);
    }

    /// <summary>Lets urls of a scheme name stores of yours. A scheme that is known already is replaced.</summary>
    /// <param name="scheme">The scheme, such as <c>ftp</c>.</param>
    /// <param name="open">Makes the store; throws <see cref="ArgumentException"/> for an url that it can't use.</param>
    /// <remarks>Once, when the program starts.</remarks>
    /// <exception cref="ArgumentException">The scheme can't be one: it begins with a letter, and has letters, digits, <c>+</c>, <c>-</c> and <c>.</c> only.</exception>
    public static void Use(string scheme, Func<Uri, IImageStore> open)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(open);
        if (!Uri.CheckSchemeName(scheme))
            throw new ArgumentException($"'{scheme}' can't be the scheme of an url: begin with a letter, and use letters, digits, '+', '-' and '.' only.", nameof(scheme));
        Schemes[scheme] = open;
    }

    private static string Known => string.Join(", ", Schemes.Keys.Order(StringComparer.Ordinal).Select(scheme => $"'{scheme}:'"));
}
