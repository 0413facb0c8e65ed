using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ImageAttach.Stores.FileSystem;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Stores;

/// <summary>A folder that may not be read isn't taken for an empty one.</summary>
[Platform("Linux", Reason = "Rights of folders are tried on Linux.")]
[SupportedOSPlatform("linux")]
public sealed class UnreadableFolderTests
{
    private static readonly StoreKey First = new("testing", ObjectId.From(1), 1, 1, "image/png", "a");
    private static readonly StoreKey Second = new("testing", ObjectId.From(1_001), 1, 1, "image/png", "b");
    private static readonly StoreKey Hidden = new("testing", ObjectId.From(2), 1, 1, "image/png", "c");

    [Test]
    public void What_can_be_read_is_listed_and_the_rest_is_reported()
    {
        using TemporaryFolder folder = new();
        foreach (StoreKey key in new[] { First, Second, Hidden })
            Write(folder.Path, key);
        string closed = Path.GetDirectoryName(Path.Combine(folder.Path, Hidden.ToPath()))!;
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0x1ED);
        File.SetUnixFileMode(closed, UnixFileMode.None);

        (List<StoreKey> listed, ImageListingException? failure) = OnThreadWithoutRights(() => List(folder.Path));

        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.That(listed, Is.EquivalentTo(new[] { First, Second }));
        Assert.That(failure?.Folders, Is.EqualTo(new[] { closed }));
        Assert.That(failure!.Message, Does.Contain(closed).And.Contain("may read all of them"));
    }

    private static (List<StoreKey> Listed, ImageListingException? Failure) List(string path)
    {
        List<StoreKey> listed = [];
        try
        {
            foreach (StoredFile file in new StoreFolder(path).List("testing"))
                listed.Add(file.Key);
            return (listed, null);
        }
        catch (ImageListingException failure)
        {
            return (listed, failure);
        }
    }

    private static void Write(string root, StoreKey key)
    {
        string path = Path.Combine(root, key.ToPath());
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [1]);
    }

    // Root may read everything. The user of file systems is a thread's own, and ends with it.
    private static T OnThreadWithoutRights<T>(Func<T> work)
    {
        T result = default!;
        Thread thread = new(() =>
        {
            const int Nobody = 65_534;
            if (Environment.IsPrivilegedProcess)
                _ = SetFileSystemUser(Nobody);
            result = work();
        });
        thread.Start();
        thread.Join();
        return result;
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileSystemUser(int user);
}
