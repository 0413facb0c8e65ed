namespace ImageAttach.Stores.FileSystem;

/// <summary>Lists the files of a store's folder. What can't be read is left out, and reported at the end.</summary>
/// <param name="root">The store's folder.</param>
internal sealed class FolderListing(string root)
{
    // By default .NET leaves out silently what it may not read.
    private static readonly EnumerationOptions WithoutLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    private readonly List<string> _unreadable = [];
    private Exception? _firstFailure;

    /// <summary>The files whose names are keys, folder by folder in the order of names.</summary>
    /// <param name="folder">The folder of an object type.</param>
    /// <exception cref="ImageListingException">Some folders can't be read.</exception>
    public IEnumerable<StoredFile> List(string folder)
    {
        foreach (string file in Folders(folder).SelectMany(Folders).SelectMany(Files))
        {
            string path = Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/');
            FileInfo info = new(file);
            if (StoreKey.TryParse(path, out StoreKey? key) && info.Exists)
                yield return new(key, info.Length, new DateTimeOffset(info.LastWriteTimeUtc, TimeSpan.Zero));
        }

        if (_unreadable.Count > 0)
        {
            throw new ImageListingException(
                $"The folder '{root}' could not be listed whole: {_unreadable.Count} folders can't be read, of which the first is '{_unreadable[0]}': {_firstFailure!.Message} " +
                "Make sure that the application may read all of them.",
                _unreadable,
                _firstFailure);
        }
    }

    private string[] Folders(string path) => IsLink(path) ? [] : Read(path, () => Directory.EnumerateDirectories(path, "*", WithoutLinks));

    private string[] Files(string path) => Read(path, () => Directory.EnumerateFiles(path, "*", WithoutLinks));

    private string[] Read(string path, Func<IEnumerable<string>> enumerate)
    {
        try
        {
            return [.. enumerate().Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // removed while its parent was listed, or never created
        }
        catch (IOException) when (File.Exists(path))
        {
            return []; // a file where a folder is expected has no files
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _firstFailure ??= failure;
            _unreadable.Add(path);
            return [];
        }
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;
}
