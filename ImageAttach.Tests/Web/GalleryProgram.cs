using System.Diagnostics;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Web;

/// <summary>The sample as a program: run to its end, or started as a server.</summary>
internal static class GalleryProgram
{
    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new(BuiltProgram.Host, [BuiltProgram.PathOf("Gallery"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "Assets"),
        };
        return Process.Start(start)!;
    }
}
