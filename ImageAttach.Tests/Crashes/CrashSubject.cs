using System.Diagnostics;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Crashes;

/// <summary>A process that does image operations until it is killed: build/crash-subject.</summary>
internal sealed class CrashSubject : IDisposable
{
    private const int Killed = 128 + 9;

    // Only a process that hangs takes this long for one line.
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private readonly Process _process;

    private CrashSubject(Process process) => _process = process;

    /// <summary>Starts the program. It is ready once a command is written to it.</summary>
    public static CrashSubject Start(string database, string connectionString, string folder, CrashFiles files, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(BuiltProgram.Host, [BuiltProgram.PathOf("CrashSubject"), database, connectionString, folder, .. files.Arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TieredPGO"] = "0";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Has it run a command to its end.</summary>
    /// <returns>What it told meanwhile.</returns>
    public async Task<List<string>> RunAsync(string command)
    {
        await TellAsync(command);
        List<string> lines = [];
        while (await ReadLineAsync() is { } line)
        {
            if (line == "done")
                return lines;
            lines.Add(line);
        }

        throw new AssertionException($"'{command}' ended the process: {await _process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Has it run a command at whose end there is no process any more.</summary>
    public async Task DieAsync(string command)
    {
        await TellAsync(command);
        string output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        Assert.That(_process.ExitCode, Is.EqualTo(Killed), () => $"'{command}' ended otherwise: {output}{_process.StandardError.ReadToEnd()}");
    }

    /// <summary>Starts the actors, and kills them while they work, once they have reported a number of finished operations.</summary>
    /// <param name="command">The command that starts them.</param>
    /// <param name="operations">How many operations must have ended. On a busy machine that takes longer.</param>
    /// <param name="random">Chooses the moment after that, within the time that one operation takes here.</param>
    /// <returns>The lines that were written until then. A line cut short is left out.</returns>
    public async Task<string[]> KillAsync(string command, int operations, Random random)
    {
        await TellAsync(command);
        List<string> lines = [];
        long start = Stopwatch.GetTimestamp();
        for (int ended = 0; ended < operations; ended += lines[^1].StartsWith("end", StringComparison.Ordinal) ? 1 : 0)
            lines.Add(await ReadLineAsync().WaitAsync(Timeout) ?? throw new AssertionException($"'{command}' ended by itself: {await _process.StandardError.ReadToEndAsync()}"));
        Task<string> rest = _process.StandardOutput.ReadToEndAsync();
        await Task.WhenAny(rest, Task.Delay(Stopwatch.GetElapsedTime(start) / operations * random.NextDouble()));
        Assert.That(_process.HasExited, Is.False, () => _process.StandardError.ReadToEnd());
        _process.Kill();
        await _process.WaitForExitAsync();
        string text = await rest;
        return [.. lines, .. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task TellAsync(string command)
    {
        if (await ReadLineAsync() != "ready")
            throw new AssertionException($"The program did not start: {await _process.StandardError.ReadToEndAsync()}");
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
    }

    private Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync();
}
