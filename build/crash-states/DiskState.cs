namespace CrashStates;

/// <summary>What is on the disk after a power cut.</summary>
internal sealed class DiskState
{
    private readonly Dictionary<int, Dictionary<string, int>> _folders = [];
    private readonly Dictionary<int, byte[]> _contents = [];

    /// <summary>The files, by their paths below the folder.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Applies the effects that survive, in their order.</summary>
    public static DiskState Replay(IReadOnlyList<Effect> effects, bool[] survives)
    {
        DiskState state = new();
        state._folders[FileTree.Root] = new() { ["db"] = FileTree.Root + 1 };
        for (int i = 0; i < survives.Length; i++)
        {
            if (survives[i])
                state.Apply(effects[i]);
        }

        state.Collect(FileTree.Root, "");
        return state;
    }

    private void Apply(Effect effect)
    {
        switch (effect)
        {
            case WriteEffect write:
                byte[] bytes = WithLength(write.Inode, Math.Max(ContentOf(write.Inode).Length, write.Offset + write.Bytes.Length));
                write.Bytes.CopyTo(bytes, write.Offset);
                break;
            case LengthEffect length:
                WithLength(length.Inode, length.Length);
                break;
            case NameEffect { Target: { } target } name:
                NamesOf(name.Inode)[name.Name] = target;
                break;
            case NameEffect name:
                NamesOf(name.Inode).Remove(name.Name);
                break;
        }
    }

    private Dictionary<string, int> NamesOf(int folder) =>
        _folders.TryGetValue(folder, out Dictionary<string, int>? names) ? names : _folders[folder] = [];

    private byte[] ContentOf(int inode) => _contents.GetValueOrDefault(inode, []);

    // What was never written reads as zeros.
    private byte[] WithLength(int inode, long length)
    {
        byte[] before = ContentOf(inode);
        if (before.Length == length)
            return _contents[inode] = before;
        byte[] bytes = new byte[length];
        before.AsSpan(0, (int)Math.Min(length, before.Length)).CopyTo(bytes);
        return _contents[inode] = bytes;
    }

    private void Collect(int folder, string path)
    {
        foreach ((string name, int inode) in NamesOf(folder).ToArray())
        {
            if (_contents.TryGetValue(inode, out byte[]? content))
                Files[path + name] = content;
            else if (_folders.ContainsKey(inode))
                Collect(inode, $"{path}{name}/");
            else
                Files[path + name] = [];
        }
    }
}
