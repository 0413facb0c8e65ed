using System.Diagnostics;

namespace ImageAttach.Benchmarks;

/// <summary>This program in a process of its own, with the runtime's default collector: memory that a process has once grown to, it keeps.</summary>
internal static class Apart
{
    /// <summary>What the program prints for these arguments.</summary>
    public static string Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_gcServer"] = "0" },
        })!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? answer : throw new InvalidOperationException($"`{string.Join(' ', arguments)}` failed in its own process.");
    }

    /// <summary>What several processes measured, one after the other.</summary>
    public static Figures Measure(int processes, params string[] arguments)
    {
        Figures figures = new();
        for (int i = 0; i < processes; i++)
            figures.Read(Run([.. arguments, "once"]));
        return figures;
    }
}
