namespace ImageAttach.Stores.Urls;

/// <summary><c>file:///srv/images?base=https://images.example.com/</c>.</summary>
internal static class FileUrl
{
    public static FileSystemStore Open(Uri url)
    {
        StoreUrlOptions options = new(url, "base");
        if (url.Host.Length > 0)
            throw new ArgumentException($"'{url.Host}' of a store's url, 'file:', is a machine. A folder's path is whole and comes after three slashes: file:///srv/images.", nameof(url));
        string path = url.LocalPath;
        if (!Path.IsPathFullyQualified(path) || Path.GetPathRoot(path) == path)
            throw new ArgumentException("The path of a store's url, 'file:', is missing. It is whole, and comes after three slashes: file:///srv/images.", nameof(url));
        return new(path, options.GetAddress("base"));
    }
}
