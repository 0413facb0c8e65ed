using System.Collections.Concurrent;

namespace ImageAttach.Stores.FileSystem;

/// <summary>The folders of a store whose names are known to be on the disk, so that none is synced twice: each time costs as much as a small file.</summary>
/// <param name="root">The store's folder.</param>
/// <remarks>
/// A sync that failed can't be repeated: the system has dropped the names that it could not write, and the next sync succeeds. So a
/// name that it may have lost counts only after its folder was created again.
/// </remarks>
internal sealed class SyncedFolders(string root)
{
    private const int MaxKnown = 10_000;

    private readonly ConcurrentDictionary<string, FolderName> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Path, FolderIdentity Folder), long> _failed = new();
    private readonly ConcurrentDictionary<string, long> _created = new(StringComparer.Ordinal);
    private long _failures;

    /// <summary>The store's folder.</summary>
    public string Root => root;

    /// <summary>Creates a folder and those above it where they are missing. To be called before a file is named in the folder.</summary>
    /// <returns>What makes the names last, once the file has its own.</returns>
    /// <exception cref="IOException">A folder could not be created or opened.</exception>
    public FolderUpdate Begin(string folder) => FolderUpdate.Begin(this, folder);

    /// <summary>Whether a name is known to be on the disk.</summary>
    public bool IsKnown(FolderName name) => _known.TryGetValue(name.Path, out FolderName known) && known == name;

    /// <summary>Whether a folder at the root or above it is the one whose name is known, together with those above.</summary>
    public bool IsKnownRoot(string path, FolderIdentity folder) =>
        path.Length <= root.Length && _known.TryGetValue(path, out FolderName known) && known.Folder == folder;

    /// <summary>Gets the number of the last failure to sync a folder's names; 0 when there was none.</summary>
    public long LastFailureOf(string path, FolderIdentity folder) => _failed.GetValueOrDefault((path, folder));

    /// <summary>Whether a name may have been lost when syncing its parent failed: it was there by then, and nothing says that it was on the disk before.</summary>
    public bool MayBeLost(FolderName name) =>
        LastFailureOf(name.ParentPath, name.Parent) > _created.GetValueOrDefault(name.Path);

    /// <summary>Notes that a folder was created.</summary>
    public void NoteCreated(string path)
    {
        if (_created.Count >= MaxKnown)
            _created.Clear();
        _created[path] = Interlocked.Read(ref _failures);
    }

    /// <summary>Whether a folder was created here, and its name isn't known to be on the disk yet.</summary>
    public bool WasCreated(string path) => _created.ContainsKey(path);

    /// <summary>Notes that a folder's names could not be synced.</summary>
    public void NoteFailure(string path, FolderIdentity folder) => _failed[(path, folder)] = Interlocked.Increment(ref _failures);

    /// <summary>Notes that a folder's name is on the disk.</summary>
    public void NoteSynced(FolderName name)
    {
        if (_known.Count >= MaxKnown)
            _known.Clear();
        _known[name.Path] = name;
        _created.TryRemove(name.Path, out _);
    }
}
