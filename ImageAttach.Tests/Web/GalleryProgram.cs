using System.Diagnostics;

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
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "Assets"),
        };
        return Process.Start(start)!;
    }

    // Beside the tests' own output folder, in the folder of the same configuration.
    private static string Assembly
    {
        get
        {
            DirectoryInfo tests = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            return Path.Combine(tests.Parent!.Parent!.FullName, "Gallery", tests.Name, "Gallery.dll");
        }
    }
}
