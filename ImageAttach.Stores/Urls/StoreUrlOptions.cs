namespace ImageAttach.Stores;

/// <summary>The options of a store's URL: what follows its question mark.</summary>
/// <remarks>For stores that are opened by a URL of their own, see <see cref="StoreUrlSchemes.With"/>.</remarks>
/// <example>
/// <code>
/// StoreUrlOptions options = new(url, "base");
/// return new MyStore(url.Host, options.GetAddress("base"));
/// </code>
/// </example>
public sealed class StoreUrlOptions
{
    private readonly string _url;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the options of a URL.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="known">The names of the options that it may have.</param>
    /// <exception cref="ArgumentException">The URL has another option, has one twice, or has a fragment.</exception>
    public StoreUrlOptions(Uri url, params IReadOnlyList<string> known)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(known);
        _url = $"{url.Scheme}:";
        if (url.Fragment.Length > 0)
            throw new ArgumentException($"A store's url, '{_url}', can't have a fragment: escape '#' as %23.", nameof(url));
        foreach (string option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            (string name, string value) = option.Split('=', 2) is [string left, string right] ? (left, Uri.UnescapeDataString(right)) : (option, "");
            if (!known.Contains(name))
                throw new ArgumentException($"A store's url, '{_url}', has no option '{name}'. It has {string.Join(", ", known.Select(option => $"'{option}'"))}.", nameof(url));
            if (!_values.TryAdd(name, value))
                throw new ArgumentException($"A store's url, '{_url}', has '{name}' twice. Leave one of them out.", nameof(url));
        }
    }

    /// <summary>Gets the value of an option; null if the URL doesn't have it.</summary>
    /// <param name="name">The option's name.</param>
    public string? GetText(string name) => _values.GetValueOrDefault(name);

    /// <summary>Gets an option that is the beginning of addresses: one of <c>http</c> or <c>https</c>, or a path. Null if the URL doesn't have it.</summary>
    /// <param name="name">The option's name.</param>
    /// <exception cref="ArgumentException">The option is neither, or has a user, a query or a fragment.</exception>
    public Uri? GetAddress(string name)
    {
        if (GetText(name) is not { } text)
            return null;
        bool isPath = text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal);
        bool isWhole = Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
        if ((isPath || (isWhole && address!.UserInfo.Length == 0)) && !text.AsSpan().ContainsAny('?', '#'))
            return new Uri(text, UriKind.RelativeOrAbsolute);
        throw new ArgumentException(
            $"'{name}' of a store's url, '{_url}', can't begin an address: write one such as https://images.example.com/ or /images/, without user, query and fragment.",
            nameof(name));
    }
}
