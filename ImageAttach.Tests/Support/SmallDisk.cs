namespace ImageAttach.Tests.Support;

/// <summary>A file system of its own with little room, unmounted at the end. Needs Linux and the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="options">How small, as the mount options of tmpfs say.</param>
    public SmallDisk(string options)
    {
        string? error = OperatingSystem.IsLinux() ? SystemCommand.TryRun("mount", "-t", "tmpfs", "-o", options, "imageattach-tests", Path) : "this isn't Linux";
        if (error is null)
            return;
        _folder.Dispose();
        Assert.Ignore($"No small disk can be mounted here: {error}");
    }

    public string Path => _folder.Path;

    public void Dispose()
    {
        SystemCommand.TryRun("umount", "--lazy", Path);
        _folder.Dispose();
    }
}
