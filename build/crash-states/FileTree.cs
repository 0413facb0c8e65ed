namespace CrashStates;

/// <summary>The files below a folder as the process sees them, and every effect that led there.</summary>
internal sealed class FileTree
{
    /// <summary>The inode of the folder itself.</summary>
    public const int Root = 0;

    private readonly string _root;
    private readonly List<Effect> _effects = [];
    private readonly Dictionary<int, Dictionary<string, int>> _folders = new() { [Root] = [] };
    private readonly Dictionary<long, int> _open = [];
    private int _inodes = Root;

    /// <param name="folder">The folder, as it is when the process starts: durable.</param>
    public FileTree(string folder)
    {
        _root = folder + "/";
        _folders[_folders[Root]["db"] = ++_inodes] = [];
    }

    public IReadOnlyList<Effect> Effects => _effects;

    /// <summary>Returns the inode of an open file; null for one outside of the folder.</summary>
    public int? Find(long file) => _open.TryGetValue(file, out int inode) ? inode : null;

    /// <summary>Applies a call that has succeeded.</summary>
    /// <returns>Whether it concerns the folder.</returns>
    public bool Apply(SystemCall call)
    {
        switch (call.Name)
        {
            case "open" or "openat":
                return Open(call);
            case "close":
                return _open.Remove(call.Number(0));
            case "pwrite64":
                return Add(call, inode => new WriteEffect(inode, call.Number(-1), call.Bytes(0)[..(int)call.Result]));
            case "ftruncate":
                return Add(call, inode => new LengthEffect(inode, call.Number(1)));
            case "mkdir" when Split(call.Path(0)) is { } place:
                _folders[++_inodes] = [];
                return Name(place, _inodes);
            case "unlink" or "rmdir" when Split(call.Path(0)) is { } place:
                return Name(place, null);
            case "link" or "linkat" when Split(call.Path(1)) is { } place:
                return Name(place, Source(call.Path(0)));
            default:
                return RefuseUnknown(call);
        }
    }

    // What isn't modelled must not go unnoticed.
    private bool RefuseUnknown(SystemCall call)
    {
        bool concerns = call.Name is "write" or "writev" or "pwritev" or "pwritev2" or "fallocate" or "dup" or "dup2" or "dup3" or "copy_file_range"
            ? Find(call.Number(0)) is not null
            : call.Paths.Any(path => path.StartsWith(_root, StringComparison.Ordinal) && !IsShared(path));
        return concerns ? throw new NotSupportedException($"{call} isn't modelled.") : false;
    }

    private bool Open(SystemCall call)
    {
        string path = call.Path(0);
        _open.Remove(call.Result);
        if (call.Arguments.Contains("O_TMPFILE", StringComparison.Ordinal) && path.StartsWith(_root, StringComparison.Ordinal))
        {
            _open[call.Result] = ++_inodes;
            return true;
        }

        if (path + "/" == _root)
            return (_open[call.Result] = Root) == Root;
        if (Split(path) is not { } place)
            return false;
        bool exists = _folders[place.Folder].TryGetValue(place.Name, out int inode);
        if (!exists && call.Arguments.Contains("O_CREAT", StringComparison.Ordinal))
            Name(place, inode = ++_inodes);
        else if (!exists)
            return false; // a folder that lay there before, which isn't looked at
        _open[call.Result] = inode;
        if (exists && call.Arguments.Contains("O_TRUNC", StringComparison.Ordinal))
            _effects.Add(new LengthEffect(inode, 0));
        return true;
    }

    private bool Add(SystemCall call, Func<int, Effect> create)
    {
        if (Find(call.Number(0)) is not { } inode)
            return false;
        _effects.Add(create(inode));
        return true;
    }

    private bool Name((int Folder, string Name) place, int? target)
    {
        if (target is { } inode)
            _folders[place.Folder][place.Name] = inode;
        else
            _folders[place.Folder].Remove(place.Name);
        _effects.Add(new NameEffect(place.Folder, place.Name, target));
        return true;
    }

    // A file without a name has its number as one.
    private int Source(string path) => path.StartsWith("/proc/self/fd/", StringComparison.Ordinal)
        ? _open[long.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture)]
        : Split(path) is { } place ? _folders[place.Folder][place.Name] : throw new NotSupportedException($"A link from '{path}' isn't modelled.");

    // SQLite's index of a log, in shared memory, is never synced: the first connection creates it again.
    private static bool IsShared(string path) => path.EndsWith("-shm", StringComparison.Ordinal);

    private (int Folder, string Name)? Split(string path)
    {
        if (!path.StartsWith(_root, StringComparison.Ordinal) || IsShared(path))
            return null;
        int folder = Root;
        string[] names = path[_root.Length..].Split('/');
        foreach (string name in names[..^1])
        {
            if (!_folders[folder].TryGetValue(name, out folder))
                return null;
        }

        return (folder, names[^1]);
    }
}
