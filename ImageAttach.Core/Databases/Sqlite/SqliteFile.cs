using System.Runtime.InteropServices;

namespace ImageAttach.Databases;

/// <summary>The file of an SQLite database, which a copy of it is not, even at the same path.</summary>
internal static partial class SqliteFile
{
    private const uint InodeNumber = 0x100;
    private const uint BirthTime = 0x800;

    /// <summary>Describes the file that a path leads to, by the number and the time that the file system gave it when it was created.</summary>
    public static string Describe(string path)
    {
        if (path.Length == 0)
            return "in memory";
        if (OperatingSystem.IsLinux() && DescribeInode(path) is { } described)
            return described;
        return FormattableString.Invariant($"'{path}' created {File.GetCreationTimeUtc(path).Ticks}");
    }

    // .NET doesn't show inode numbers, and without a birth time it takes one that changes with each write. The layout of statx is the same on all processors.
    private static string? DescribeInode(string path)
    {
        Span<byte> result = stackalloc byte[256];
        const int AnyFolder = -100, FollowLinks = 0;
        if (StatX(AnyFolder, path, FollowLinks, InodeNumber | BirthTime, result) != 0)
            return null;
        ulong inode = BitConverter.ToUInt64(result[32..]);
        return (BitConverter.ToUInt32(result) & BirthTime) != 0
            ? FormattableString.Invariant($"inode {inode} created {BitConverter.ToInt64(result[80..])}.{BitConverter.ToUInt32(result[88..]):D9}")
            : FormattableString.Invariant($"'{path}' inode {inode}");
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, Span<byte> result);
}
