using Microsoft.Win32.SafeHandles;

namespace ImageAttach.Stores.FileSystem;

/// <summary>A file that is written, and has no name in the store yet: disposed of before it gets one, it leaves nothing.</summary>
internal sealed class IncomingFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly string? _path;
    private long _length;
    private bool _isNamed;

    private IncomingFile(SafeFileHandle file, string? path) => (_file, _path) = (file, path);

    /// <summary>Whether a file may do without any name where the system knows such files. Off only in tests of other systems.</summary>
    public static bool MayBeUnnamed
    {
        get;
#if FAULT_POINTS
        set;
#endif
    } = true;

    /// <summary>Begins a file. One without any name goes by itself when the process is killed; any other then stays in the folder of unfinished ones.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="folder">The folder in it, which is there, that the file will get its name in.</param>
    public static IncomingFile Create(StoreFolder store, string folder)
    {
        if (MayBeUnnamed && FileLink.TryCreateUnnamed(folder) is { } unnamed)
            return new(unnamed, path: null);
        string path = store.NewIncomingPath();
        // Nobody else knows its name, so it is shared with all.
        return new(File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), path);
    }

    /// <summary>Adds bytes.</summary>
    /// <remarks>.NET's asynchronous write is this one on another thread; to the page cache it takes less than the way there.</remarks>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, _length);
        _length += bytes.Length;
    }

    /// <inheritdoc cref="DiskSync.Start"/>
    public void StartSync() => DiskSync.Start(_file);

    /// <summary>Waits until the bytes are on the disk.</summary>
    /// <param name="path">The path that the file has or gets, for messages.</param>
    /// <inheritdoc cref="DiskSync.Sync" path="/exception"/>
    public void Sync(string path) => DiskSync.Sync(_file, path);

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="IOException">The name is taken, or the disk failed.</exception>
    public void Name(string name)
    {
        if (_path is null)
            FileLink.Create(_file, name);
        else
            FileLink.Rename(_path, name);
        _isNamed = true;
    }

    public void Dispose()
    {
        _file.Dispose();
        if (_path is not null && !_isNamed)
            StoreFolder.Discard(_path);
    }
}
