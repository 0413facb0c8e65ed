namespace ImageAttach.Stores.FileSystem;

/// <summary>What distinguishes a folder from another one that has its path later: a folder that is removed and created again.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Number">The folder's number in it, which may be given again.</param>
/// <param name="Created">When the folder was created, in nanoseconds; 0 where the file system doesn't record that.</param>
internal readonly record struct FolderIdentity(ulong Device, ulong Number, long Created)
{
    private static long _unknown;

    /// <summary>Reads the identity of what has a path; null when nothing has it.</summary>
    /// <exception cref="IOException">A part of the path isn't a folder, or may not be passed.</exception>
    public static FolderIdentity? Read(string path)
    {
        if (OperatingSystem.IsLinux())
            return ReadOnLinux(path);
        return Directory.Exists(path) ? new(0, 0, Directory.GetCreationTimeUtc(path).Ticks) : null;
    }

    // .NET has no birth time on Linux. The layout of statx is the same on all processors.
    private static FolderIdentity? ReadOnLinux(string path)
    {
        const int AnyFolder = -100, FollowLinks = 0;
        const uint NumberAndCreated = 0x100 | 0x800;
        Span<byte> result = stackalloc byte[256];
        try
        {
            if (Libc.StatX(AnyFolder, path, FollowLinks, NumberAndCreated, result) != 0)
                return WithoutStatX(path, PosixError.Last);
        }
        catch (EntryPointNotFoundException)
        {
            return WithoutStatX(path, PosixError.NotImplemented);
        }

        long created = (BitConverter.ToInt64(result[80..]) * 1_000_000_000) + BitConverter.ToUInt32(result[88..]);
        return new(BitConverter.ToUInt64(result[136..]), BitConverter.ToUInt64(result[32..]), created);
    }

    // An older kernel, C library or sandbox doesn't know the call. The identity then equals no other, so that the folder is synced each time.
    private static FolderIdentity? WithoutStatX(string path, int error) => error switch
    {
        PosixError.NotFound => null,
        PosixError.NotImplemented or PosixError.NotPermitted => Directory.Exists(path) ? new(0, 0, Interlocked.Decrement(ref _unknown)) : null,
        _ => throw PosixError.Exception($"The folder '{path}' could not be read", error),
    };
}
