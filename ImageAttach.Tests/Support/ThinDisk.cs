namespace ImageAttach.Tests.Support;

/// <summary>A disk that claims more room than it has: writing succeeds, and syncing fails. An ext4 on a loop device whose file lies on a small tmpfs.</summary>
/// <remarks>Needs Linux, the right to mount, loop devices, and mkfs.ext4.</remarks>
internal sealed class ThinDisk : IDisposable
{
    private const int FilesPrepared = 380;

    private readonly TemporaryFolder _folder = new();
    private readonly Stack<string[]> _undo = new();
    private readonly string _backing;
    private string _device = "";

    public ThinDisk()
    {
        _backing = Directory.CreateDirectory(System.IO.Path.Combine(_folder.Path, "backing")).FullName;
        Path = Directory.CreateDirectory(System.IO.Path.Combine(_folder.Path, "disk")).FullName;
        if (TryMount() is not { } reason)
            return;
        Dispose();
        Assert.Ignore($"No thin disk can be made here: {reason}");
    }

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Takes away nearly all of the room that is really there.</summary>
    public void FillUp()
    {
        const int LeftOver = 3 << 20;
        Run("sync", "--file-system", Path);
        long available = new DriveInfo(_backing).AvailableFreeSpace;
        using FileStream fill = File.Create(System.IO.Path.Combine(_backing, "fill"));
        fill.Write(new byte[available - LeftOver]);
    }

    /// <summary>Forgets everything that is in memory only, as a power cut does.</summary>
    public void Remount()
    {
        Run(_undo.Pop());
        Mount();
    }

    public void Dispose()
    {
        while (_undo.TryPop(out string[]? command))
            SystemCommand.TryRun(command[0], command[1..]);
        _folder.Dispose();
    }

    private static void Run(params string[] command) => Assert.That(SystemCommand.TryRun(command[0], command[1..]), Is.Null);

    private string? TryMount()
    {
        if (!OperatingSystem.IsLinux())
            return "this isn't Linux";
        if (SystemCommand.TryRun("mount", "-t", "tmpfs", "-o", "size=24m", "imageattach-tests", _backing) is { } reason)
            return reason;
        _undo.Push(["umount", _backing]);
        string image = System.IO.Path.Combine(_backing, "image");
        using (FileStream file = File.Create(image))
            file.SetLength(100 << 20);
        if (SystemCommand.TryRun("mkfs.ext4", "-q", "-b", "4096", "-O", "^has_journal", "-E", "lazy_itable_init=0,nodiscard", "-N", "400", image) is { } noFormat)
            return noFormat;
        if (SystemCommand.TryRun(out _device, "losetup", "--find", "--show", image) is { } noDevice)
            return noDevice;
        _undo.Push(["losetup", "--detach", _device]);
        if (TryMountDevice() is { } noMount)
            return noMount;
        Prepare();
        return null;
    }

    private void Mount() => Assert.That(TryMountDevice(), Is.Null);

    private string? TryMountDevice()
    {
        string? reason = SystemCommand.TryRun("mount", "-o", "errors=continue,nodelalloc", _device, Path);
        if (reason is null)
            _undo.Push(["umount", Path]);
        return reason;
    }

    // Room for names is really there, so that it is bytes for which there is none.
    private void Prepare()
    {
        string folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, "prepared")).FullName;
        for (int i = 0; i < FilesPrepared; i++)
            File.WriteAllText(System.IO.Path.Combine(folder, $"{i}"), "x");
        Run("sync", "--file-system", Path);
        Directory.Delete(folder, recursive: true);
        Run("sync", "--file-system", Path);
    }
}
