using System.Diagnostics;

namespace ImageAttach.Tests.Support;

/// <summary>A file system of its own with little room, unmounted at the end. Needs Linux and the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="options">How small, as the mount options of tmpfs say.</param>
    public SmallDisk(string options)
    {
        string? error = OperatingSystem.IsLinux() ? Run("mount", "-t", "tmpfs", "-o", options, "imageattach-tests", Path) : "this is no Linux";
        if (error is null)
            return;
        _folder.Dispose();
        Assert.Ignore($"No small disk can be mounted here: {error}");
    }

    public string Path => _folder.Path;

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        _folder.Dispose();
    }

    private static string? Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error;
    }
}
