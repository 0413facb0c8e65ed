using System.Text;

namespace ImageAttach.Stores.FileSystem;

/// <summary>The file that says which database the files of a folder belong to.</summary>
internal sealed class MarkFile(StoreFolder folder)
{
    private readonly string _path = folder.MarkPath;

    /// <summary>Reads the mark; null when there is none.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        File.Exists(_path) ? (await File.ReadAllTextAsync(_path, cancellationToken).ConfigureAwait(false)).TrimEnd() : null;

    /// <summary>Writes the mark in place of another, and waits until it is on the disk: an empty one, after a power cut, would be another database's.</summary>
    /// <exception cref="IOException">The disk failed. There is no mark, or still the old one.</exception>
    public void Write(string mark)
    {
        using FolderUpdate names = folder.Synced.Begin(folder.Root);
        string incoming = folder.NewIncomingPath();
        try
        {
            WriteIncoming(incoming, mark);
            File.Move(incoming, _path, overwrite: true);
        }
        catch
        {
            StoreFolder.Discard(incoming);
            throw;
        }

        try
        {
            names.Sync();
        }
        catch
        {
            StoreFolder.Discard(_path); // it may be lost, so it must be written again
            throw;
        }
    }

    private static void WriteIncoming(string path, string mark)
    {
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(Encoding.UTF8.GetBytes(mark + "\n"));
        DiskSync.Sync(file.SafeFileHandle, path);
    }
}
