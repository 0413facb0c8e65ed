using System.Collections.Frozen;
using ImageAttach.Stores.Urls;

namespace ImageAttach.Stores;

/// <summary>The schemes that URLs of stores can have, and what opens the stores of each. Immutable.</summary>
/// <remarks>
/// <para><see cref="Default"/> has <c>file:</c>, <c>memory:</c> and <c>s3:</c>, as <see cref="StoreUrls"/> describes them. Packages with further stores have
/// an extension method that adds theirs; <see cref="With"/> adds your own.</para>
/// </remarks>
/// <example>
/// <code>
/// StoreUrlSchemes schemes = StoreUrlSchemes.Default.With("tape", url => new TapeStore(url.Host));
/// IImageStore store = schemes.Open("tape://archive/");
/// </code>
/// </example>
public sealed class StoreUrlSchemes
{
    private readonly FrozenDictionary<string, Func<Uri, IImageStore>> _schemes;

    private StoreUrlSchemes(IEnumerable<KeyValuePair<string, Func<Uri, IImageStore>>> schemes) =>
        _schemes = schemes.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the schemes of the stores in this package.</summary>
    public static StoreUrlSchemes Default { get; } = new([new("file", FileUrl.Open), new("memory", MemoryUrl.Open), new("s3", S3Url.Open)]);

    /// <summary>Gets the names of the schemes, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _schemes.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Returns these schemes and one more. If the scheme is there already, the new one takes its place.</summary>
    /// <param name="scheme">The scheme, such as <c>ftp</c>.</param>
    /// <param name="open">Creates the store; throws <see cref="ArgumentException"/> for a URL that it can't use.</param>
    /// <exception cref="ArgumentException">The scheme doesn't begin with a letter, or has anything but letters, digits, <c>+</c>, <c>-</c> and <c>.</c>.</exception>
    public StoreUrlSchemes With(string scheme, Func<Uri, IImageStore> open)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(open);
        if (!Uri.CheckSchemeName(scheme))
            throw new ArgumentException($"'{scheme}' can't be the scheme of a URL: begin with a letter, and use letters, digits, '+', '-' and '.' only.", nameof(scheme));
        return new(_schemes.Where(known => !known.Key.Equals(scheme, StringComparison.OrdinalIgnoreCase)).Append(new(scheme, open)));
    }

    /// <summary>Creates the store that a URL names. Nothing is read or written yet.</summary>
    /// <param name="url">The URL.</param>
    /// <exception cref="ArgumentException">A part of the URL is wrong, and the message says which; it shows no user or password.</exception>
    public IImageStore Open(string url)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(url);
        string scheme = url[..Math.Max(url.IndexOf(':', StringComparison.Ordinal), 0)];
        if (!_schemes.TryGetValue(scheme, out Func<Uri, IImageStore>? open))
            throw new ArgumentException($"{(Uri.CheckSchemeName(scheme) ? $"No store is known by '{scheme}:'" : "A store's url has no scheme")}. Begin it with {Known}.", nameof(url));
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? parsed))
            throw new ArgumentException($"What follows '{scheme}:' in a store's url can't be read. Write it as in file:///srv/images, and escape everything but letters and digits, such as a blank as %20.", nameof(url));
        if (parsed.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"A store's url, '{scheme}:', has a password. Leave it out, since urls are logged, and set the variable that the store takes it from; then change it.", nameof(url));
        }

        return open(parsed);
    }

    private string Known => string.Join(", ", Names.Select(scheme => $"'{scheme}:'"));
}
