namespace ImageAttach.Stores;

/// <summary>The address under which a store's files are shown, if there is one.</summary>
internal sealed class BaseAddress
{
    private readonly string? _text;

    public BaseAddress(Uri? baseUrl)
    {
        if (baseUrl is null)
            return;
        // Where paths begin with a slash, new Uri("/images/") is taken for that of a file.
        bool isPath = !baseUrl.IsAbsoluteUri || baseUrl.OriginalString.StartsWith('/');
        string text = isPath ? baseUrl.OriginalString : baseUrl.AbsoluteUri;
        if (text.AsSpan().ContainsAny('?', '#'))
            throw new ArgumentException($"'{text}' can't be the beginning of an address: leave out the query and the fragment.", nameof(baseUrl));
        _text = text.EndsWith('/') ? text : text + "/";
    }

    /// <summary>The address of a file.</summary>
    /// <param name="key">The file's name.</param>
    /// <param name="store">What the store is called in messages.</param>
    /// <param name="remedy">What to pass as the address, for the message.</param>
    /// <exception cref="InvalidOperationException">There is no address to begin with.</exception>
    public Uri GetUrl(StoreKey key, string store, string remedy)
    {
        if (_text is null)
            throw new InvalidOperationException($"The address of {key} isn't known, because {store} has none. {remedy}");

        return Combine(key.ToPath());
    }

    /// <summary>The address that a path makes with this one, which there must be.</summary>
    /// <param name="path">Letters, digits, '-', '_', '.' and '/', none of which needs escaping.</param>
    public Uri Combine(string path) => new(_text + path, _text!.StartsWith('/') ? UriKind.Relative : UriKind.RelativeOrAbsolute);
}
