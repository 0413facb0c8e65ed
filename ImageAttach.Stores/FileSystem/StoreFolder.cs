namespace ImageAttach.Stores.FileSystem;

/// <summary>The folder that a store owns. The one gate from key to path: nowhere else are paths put together.</summary>
internal sealed class StoreFolder
{
    /// <summary>Where files are written before they get their names. No object type can be called that: it begins with a dot.</summary>
    private const string Incoming = ".incoming";

    private readonly string _prefix;

    public StoreFolder(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _prefix = Path.EndsInDirectorySeparator(Root) ? Root : Root + Path.DirectorySeparatorChar;
    }

    /// <summary>The folder's full path.</summary>
    public string Root { get; }

    /// <summary>The path of a file.</summary>
    public string PathOf(StoreKey key)
    {
        string path = Path.GetFullPath(_prefix + key.ToPath().Replace('/', Path.DirectorySeparatorChar));

        // No key can get here that leaves the folder; if one ever does, it must not get further.
        if (!path.StartsWith(_prefix, StringComparison.Ordinal))
            throw new ArgumentException($"The path of {key} would leave the folder '{Root}'.", nameof(key));
        return path;
    }

    /// <summary>A new path in the same file system, for a file that isn't complete yet.</summary>
    public string NewIncomingPath() => Path.Combine(Root, Incoming, Guid.NewGuid().ToString("N"));
}
