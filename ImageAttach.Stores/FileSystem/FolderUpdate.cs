namespace ImageAttach.Stores.FileSystem;

/// <summary>A folder in which a file gets a name: from before it does until that name, and those of the folders that lead to it, are on the disk.</summary>
internal sealed class FolderUpdate : IDisposable
{
    private readonly SyncedFolders _folders;
    private readonly string _path;

    // From the top down. A handle is null where the process may not read the folder, and so did not create anything in it.
    private readonly List<(FolderName Name, FolderHandle? Parent)> _unsynced = [];
    private FolderIdentity _identity;
    private FolderHandle? _folder;
    private long _lastFailure;

    private FolderUpdate(SyncedFolders folders, string path) => (_folders, _path) = (folders, path);

    /// <inheritdoc cref="SyncedFolders.Begin"/>
    public static FolderUpdate Begin(SyncedFolders folders, string path)
    {
        FolderUpdate update = new(folders, path);
        try
        {
            update._identity = update.Enter(path);
            update._lastFailure = folders.LastFailureOf(path, update._identity);
            update._folder = FolderHandle.Open(path);
            return update;
        }
        catch
        {
            update.Dispose();
            throw;
        }
    }

    /// <summary>Waits until the names are on the disk.</summary>
    /// <exception cref="IOException">The disk failed, now or before, and a name may be lost.</exception>
    public void Sync()
    {
        Sync(_folder!, _identity);
        foreach ((FolderName name, FolderHandle? parent) in Enumerable.Reverse(_unsynced))
        {
            if (parent is not null)
                Sync(parent, name.Parent);
            if (_folders.MayBeLost(name))
                throw Lost($"the name of '{name.Path}'", name.ParentPath);
        }

        // The system may have reported to another thread what was lost of this one.
        if (_folders.LastFailureOf(_path, _identity) != _lastFailure)
            throw Lost("the file's name", _path);
        foreach ((FolderName name, _) in _unsynced)
            _folders.NoteSynced(name);
    }

    /// <summary>Removes the folders that may be lost and have nothing in them. The next file then creates them again.</summary>
    public void Abandon()
    {
        foreach ((FolderName name, _) in Enumerable.Reverse(_unsynced))
        {
            bool isOurs = name.Path.Length > _folders.Root.Length || _folders.WasCreated(name.Path);
            if (!isOurs || !TryRemove(name.Path))
                return;
        }
    }

    /// <summary>Removes a folder that has nothing in it.</summary>
    /// <returns>Whether it was removed.</returns>
    public static bool TryRemove(string path)
    {
        try
        {
            Directory.Delete(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false; // it has files, or is gone
        }
    }

    public void Dispose()
    {
        _folder?.Dispose();
        foreach ((_, FolderHandle? parent) in _unsynced)
            parent?.Dispose();
    }

    private void Sync(FolderHandle folder, FolderIdentity identity)
    {
        try
        {
            folder.Sync();
        }
        catch (IOException)
        {
            _folders.NoteFailure(folder.Path, identity);
            throw;
        }
    }

    // Finds the names that are not known to be on the disk, and creates the folders that are missing.
    private FolderIdentity Enter(string path)
    {
        FolderIdentity? found = FolderIdentity.Read(path);
        if (found is { } root && _folders.IsKnownRoot(path, root))
            return root;
        if (Path.GetDirectoryName(path) is not { } parentPath)
            return found ?? throw new DirectoryNotFoundException($"There is no '{path}'.");
        FolderIdentity parent = Enter(parentPath);
        if (found is not { } folder)
            return Create(path, parent);
        FolderName name = new(path, folder, parent);

        // Where another file system is mounted there is no name to lose.
        if (folder.Device == parent.Device && !_folders.IsKnown(name))
            _unsynced.Add((name, path.Length > _folders.Root.Length ? FolderHandle.Open(parentPath) : FolderHandle.OpenIfAllowed(parentPath)));
        return folder;
    }

    private FolderIdentity Create(string path, FolderIdentity parent)
    {
        FolderHandle handle = FolderHandle.Open(Path.GetDirectoryName(path)!);
        try
        {
            Directory.CreateDirectory(path);
            _folders.NoteCreated(path);
            FolderIdentity folder = FolderIdentity.Read(path) ?? throw new DirectoryNotFoundException($"The folder '{path}' was removed as soon as it was created.");
            _unsynced.Add((new(path, folder, parent), handle));
            return folder;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static IOException Lost(string what, string folder) => new(
        $"The folder '{folder}' could not be synced before, so {what} may be lost, and syncing it again proves nothing. Check the disk. If this goes on, mount it again and restart the application.");
}
