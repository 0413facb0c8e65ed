namespace ImageAttach.Stores.FileSystem;

/// <summary>The folder that a store owns. The one gate from key to path: nowhere else are paths put together.</summary>
internal sealed class StoreFolder
{
    /// <summary>Where files are written before they get their names. No object type can be called that: it begins with a dot.</summary>
    private const string Incoming = ".incoming";

    private const string Mark = ".belongs-to";

    private readonly string _prefix;

    public StoreFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _prefix = Path.EndsInDirectorySeparator(Root) ? Root : Root + Path.DirectorySeparatorChar;
        Synced = new(Root);
    }

    /// <summary>The folder's full path.</summary>
    public string Root { get; }

    /// <summary>The folders whose names are known to survive a power cut.</summary>
    public SyncedFolders Synced { get; }

    /// <summary>The path of a file, which no link below the folder leads away from.</summary>
    /// <exception cref="ImageStoreException">A part of it is a link.</exception>
    public string PathOf(StoreKey key) => PathOf(key.ToPath());

    /// <inheritdoc cref="PathOf(StoreKey)"/>
    /// <param name="name">The path as a key has it. No key's leaves the folder; if one ever does, it must not get further.</param>
    /// <exception cref="ArgumentException">It leaves the folder.</exception>
    public string PathOf(string name)
    {
        string path = Path.GetFullPath(_prefix + name.Replace('/', Path.DirectorySeparatorChar));
        if (!path.StartsWith(_prefix, StringComparison.Ordinal))
            throw new ArgumentException($"The path '{name}' would leave the folder '{Root}'.", nameof(name));
        RefuseLinks(path);
        return path;
    }

    /// <summary>A new path in the same file system, for a file that isn't complete yet. Its folder is made.</summary>
    /// <exception cref="ImageStoreException">The folder is a link.</exception>
    public string NewIncomingPath()
    {
        string folder = IncomingFolder;
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, Guid.NewGuid().ToString("N"));
    }

    /// <summary>The file that says which database the files belong to.</summary>
    public string MarkPath => Path.Combine(Root, Mark);

    /// <summary>The folder of unfinished files.</summary>
    /// <exception cref="ImageStoreException">It is a link.</exception>
    public string IncomingFolder
    {
        get
        {
            string path = Path.Combine(Root, Incoming);
            RefuseLinks(path);
            return path;
        }
    }

    /// <summary>Removes an unfinished file, if that can be. Whatever prevents it, the file harms nobody, and a sweep comes by again.</summary>
    public static void Discard(string incoming)
    {
        try
        {
            File.Delete(incoming);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Removes a file that may be lost because syncing failed, and the folders that were to have it where they are empty.</summary>
    /// <param name="path">The file, under the name that it got.</param>
    /// <param name="names">The folder that it got it in.</param>
    public void Abandon(string path, FolderUpdate names)
    {
        Discard(path);
        FolderUpdate.TryRemove(Path.Combine(Root, Incoming));
        names.Abandon();
    }

    /// <summary>The files of an object type whose names are keys, folder by folder in the order of names. Links aren't followed.</summary>
    /// <exception cref="ImageListingException">Some folders can't be read; thrown at the end.</exception>
    public IEnumerable<StoredFile> List(string objectType) =>
        // What can't be a part of a key has no files, and might name a folder outside.
        StoreKey.TryParse($"{objectType}/1/0/1.1x1.png", out _) ? new FolderListing(Root).List(Path.Combine(Root, objectType)) : [];

    private void RefuseLinks(string path)
    {
        for (string part = path; part.Length > Root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (IsLink(part))
            {
                throw new ImageStoreException(
                    $"'{part}' is a link, and could lead out of the folder '{Root}', so nothing is put, opened or deleted through it. Mount the place that it leads to there instead.");
            }
        }
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;
}
