using Microsoft.Win32.SafeHandles;

namespace ImageAttach.Stores.FileSystem;

/// <summary>A folder that is held open. Linux reports an error to every handle that was open when it happened, also to those of other processes.</summary>
/// <remarks>So a folder is opened before a name is added to it. On Windows there is nothing to hold: the file system keeps names by itself.</remarks>
internal sealed class FolderHandle : IDisposable
{
    private readonly SafeFileHandle? _folder;

    private FolderHandle(string path, SafeFileHandle? folder) => (Path, _folder) = (path, folder);

    public string Path { get; }

    /// <exception cref="IOException">The folder can't be read.</exception>
    public static FolderHandle Open(string path)
    {
        int error = TryOpen(path, out FolderHandle? folder);
        return error == 0 ? folder! : throw PosixError.Exception($"The folder '{path}' could not be opened", error);
    }

    /// <summary>Opens a folder; null where the process may not read it.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static FolderHandle? OpenIfAllowed(string path)
    {
        int error = TryOpen(path, out FolderHandle? folder);
        return error is 0 or PosixError.AccessDenied or PosixError.NotPermitted
            ? folder
            : throw PosixError.Exception($"The folder '{path}' could not be opened", error);
    }

    /// <summary>Waits until the names in the folder are on the disk.</summary>
    /// <inheritdoc cref="DiskSync.Sync" path="/exception"/>
    public void Sync()
    {
        if (_folder is not null)
            DiskSync.Sync(_folder, Path);
    }

    public void Dispose() => _folder?.Dispose();

    private static int TryOpen(string path, out FolderHandle? folder)
    {
        int error = 0;
        SafeFileHandle? handle = OperatingSystem.IsWindows() ? null : DiskSync.TryOpen(path, out error);
        folder = error == 0 ? new(path, handle) : null;
        return error;
    }
}
