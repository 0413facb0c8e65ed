using System.ComponentModel;
using System.Diagnostics;

namespace ImageAttach.Tests.Support;

/// <summary>Runs the programs of the operating system that prepare disks.</summary>
internal static class SystemCommand
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>Why it failed; null when it didn't.</returns>
    public static string? TryRun(string program, params string[] arguments) => TryRun(out _, program, arguments);

    /// <inheritdoc cref="TryRun(string, string[])"/>
    public static string? TryRun(out string output, string program, params string[] arguments)
    {
        output = "";
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> reading = process.StandardOutput.ReadToEndAsync();
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            output = reading.Result.Trim();
            return process.ExitCode == 0 ? null : $"{program} failed: {error.Trim()}";
        }
        catch (Win32Exception missing)
        {
            return $"{program} can't be run: {missing.Message}";
        }
    }
}
