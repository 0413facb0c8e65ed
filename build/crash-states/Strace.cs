using System.ComponentModel;
using System.Diagnostics;
using SkiaSharp;

namespace CrashStates;

/// <summary>Records the system calls of a process.</summary>
internal static class Strace
{
    private const string Calls =
        "trace=open,openat,creat,close,write,pwrite64,writev,pwritev,pwritev2,truncate,ftruncate,fallocate,copy_file_range,sendfile,unlink,unlinkat,rename," +
        "renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,fsync,fdatasync,dup,dup2,dup3";

    /// <summary>Whether it is there, and may trace: containers may forbid it.</summary>
    public static bool IsAvailable()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("strace", ["-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // there is no such program
        }
    }

    /// <summary>Has the subject do an operation in a folder.</summary>
    /// <returns>The path of the recording.</returns>
    public static async Task<string> RecordAsync(string folder, string mode, string operation, string front, bool isProtected)
    {
        Directory.CreateDirectory(Path.Combine(folder, "db"));
        Directory.CreateDirectory(Path.Combine(folder, "pictures"));
        for (int seed = 0; seed < 4; seed++)
            await File.WriteAllBytesAsync(Path.Combine(folder, "pictures", $"{seed}.jpg"), CreatePicture(seed));
        string trace = Path.Combine(folder, "trace");
        string[] program = [Environment.ProcessPath!, .. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(Strace).Assembly.Location] : Array.Empty<string>()];
        ProcessStartInfo start = new(
            "strace",
            ["-f", "--seccomp-bpf", "-xx", "-s", "1000000", "-o", trace, "-e", Calls, "-e", "signal=none", .. program,
                "subject", folder, mode, operation, front, isProtected ? "protected" : "unprotected"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? trace : throw new InvalidOperationException($"strace ended with {process.ExitCode}: {await errors}{await output}");
    }

    private static byte[] CreatePicture(int seed)
    {
        using SKBitmap bitmap = new(60, 40);
        bitmap.Erase(new SKColor((byte)(50 * seed), 100, 150));
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }
}
