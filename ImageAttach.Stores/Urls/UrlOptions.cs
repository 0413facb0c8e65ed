namespace ImageAttach.Stores.Urls;

/// <summary>What a store's url says behind its question mark.</summary>
internal sealed class UrlOptions
{
    private readonly string _url;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <param name="url">The url.</param>
    /// <param name="known">The names that may be there.</param>
    public UrlOptions(Uri url, params IReadOnlyList<string> known)
    {
        _url = $"{url.Scheme}:";
        if (url.Fragment.Length > 0)
            throw new ArgumentException($"A store's url, '{_url}', can't have a fragment: escape '#' as %23.", nameof(url));
        foreach (string option in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            (string name, string value) = option.Split('=', 2) is [string optionName, string text] ? (optionName, Uri.UnescapeDataString(text)) : (option, "");
            if (!known.Contains(name))
                throw new ArgumentException($"A store's url, '{_url}', has no option '{name}'. It has {string.Join(", ", known.Select(allowed => $"'{allowed}'"))}.", nameof(url));
            if (!_values.TryAdd(name, value))
                throw new ArgumentException($"A store's url, '{_url}', has '{name}' twice. Leave one of them out.", nameof(url));
        }
    }

    /// <summary>The value of an option; null when it isn't there.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>An option that is an address to begin with, whole or a path; null when it isn't there.</summary>
    public Uri? Address(string name)
    {
        if (Text(name) is not { } text)
            return null;
        bool isPath = text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal);
        bool isWhole = Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https";
        if ((isPath || (isWhole && address!.UserInfo.Length == 0)) && !text.AsSpan().ContainsAny('?', '#'))
            return new Uri(text, UriKind.RelativeOrAbsolute);
        throw new ArgumentException(
            $"'{name}' of a store's url, '{_url}', is no address to begin with: write one such as https://images.example.com/ or /images/, without user, query and fragment.",
            nameof(name));
    }
}
