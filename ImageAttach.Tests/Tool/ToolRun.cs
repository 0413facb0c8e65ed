using System.Diagnostics;
using System.Text.RegularExpressions;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Tool;

/// <summary>The tool, run as a process: in pipes, or on a terminal.</summary>
internal sealed partial record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>The sample's assembly, an application with several image types.</summary>
    public static string Application => BuiltProgram.PathOf("Gallery");

    private static string Program => BuiltProgram.PathOf("ImageAttach.Tool").Replace("ImageAttach.Tool.dll", "imageattach.dll", StringComparison.Ordinal);

    /// <summary>Runs it to its end, its output in pipes.</summary>
    public static async Task<ToolRun> InPipesAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        return await EndAsync(process);
    }

    /// <summary>Makes the tables that the sample has and the tests' own shop hasn't.</summary>
    public static async Task MakeTablesAsync(string provider, string connection)
    {
        ToolRun run = await InPipesAsync("--assembly", Application, "--provider", provider, "--connection", connection, "create-tables");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
    }

    /// <summary>Starts it, its output in pipes. Ctrl-C reaches it, even when the tests run in the background of a shell, which ignores that.</summary>
    public static Process Start(string[] arguments, params (string Name, string Value)[] variables)
    {
        ProcessStartInfo start = new("env", ["--default-signal=INT", BuiltProgram.Host, Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Waits for its end.</summary>
    public static async Task<ToolRun> EndAsync(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Runs it to its end on a pseudo-terminal, which util-linux's script makes.</summary>
    public static async Task<ToolRun> OnTerminalAsync(params string[] arguments)
    {
        string command = string.Join(' ', new[] { BuiltProgram.Host, Program }.Concat(arguments).Select(argument => $"'{argument}'"));
        ProcessStartInfo start = new("script", ["--quiet", "--return", "--command", command, "/dev/null"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        using Process process = Process.Start(start)!;
        return await EndAsync(process);
    }

    /// <summary>What a terminal showed, without its control sequences.</summary>
    public string Shown => ControlSequence().Replace(Output, "");

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex ControlSequence();
}
