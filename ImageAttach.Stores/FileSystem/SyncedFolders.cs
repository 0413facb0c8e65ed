using System.Collections.Concurrent;

namespace ImageAttach.Stores.FileSystem;

/// <summary>Makes names survive a power cut, without syncing again what this process has synced before: each time costs as much as a small file.</summary>
/// <param name="root">The folder that all others are below.</param>
internal sealed class SyncedFolders(string root)
{
    private const int MostKnown = 10_000;

    // Folders whose own names are on the disk.
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Makes a folder and those above it, to be synced with the first name in it.</summary>
    public void Create(string folder)
    {
        string there = folder;
        while (there.Length > root.Length && !Directory.Exists(there))
        {
            _known.TryRemove(there, out _); // somebody may have removed it since
            there = Path.GetDirectoryName(there)!;
        }

        if (there.Length == folder.Length)
            return;
        Durable.CreateFolder(root);
        Directory.CreateDirectory(folder);
    }

    /// <summary>Waits until the names in a folder are on the disk, and those of the folders down to it.</summary>
    /// <remarks>Folders that exist count as well: another thread or process may have made one a moment ago, and not synced it yet.</remarks>
    public void Sync(string folder)
    {
        Durable.SyncFolder(folder);
        for (string each = folder; each.Length > root.Length; each = Path.GetDirectoryName(each)!)
        {
            if (_known.ContainsKey(each))
                continue;
            Durable.SyncFolder(Path.GetDirectoryName(each)!);
            if (_known.Count >= MostKnown)
                _known.Clear();
            _known[each] = true;
        }
    }
}
