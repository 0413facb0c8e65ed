namespace CrashStates;

/// <summary>A change that a system call made, which a power cut may undo until it is synced.</summary>
/// <param name="Inode">The file whose content changes, or the folder whose names change: what has to be synced.</param>
internal abstract record Effect(int Inode);

/// <summary>Bytes were written to a file.</summary>
internal sealed record WriteEffect(int Inode, long Offset, byte[] Bytes) : Effect(Inode)
{
    public override string ToString() => $"write {Bytes.Length} to #{Inode}";
}

/// <summary>A file got another length.</summary>
internal sealed record LengthEffect(int Inode, long Length) : Effect(Inode)
{
    public override string ToString() => $"truncate #{Inode} to {Length}";
}

/// <summary>A name in a folder was given to a file, or taken away.</summary>
/// <param name="Inode">The folder.</param>
/// <param name="Name">The name.</param>
/// <param name="Target">The file that has it now; null for none.</param>
internal sealed record NameEffect(int Inode, string Name, int? Target) : Effect(Inode)
{
    public override string ToString() => $"{(Target is null ? "remove" : "create")} {Name}";
}
