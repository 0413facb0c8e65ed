namespace ImageAttach.Stores.Urls;

/// <summary><c>memory:?base=/images/</c>.</summary>
internal static class MemoryUrl
{
    public static MemoryStore Open(Uri url)
    {
        StoreUrlOptions options = new(url, "base");
        if (url.Host.Length > 0 || url.AbsolutePath.Length > 0)
            throw new ArgumentException("A store's url, 'memory:', has neither host nor path, since memory has none. Leave them out.", nameof(url));
        return new(options.GetAddress("base"));
    }
}
