using System.Diagnostics;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Crashes;

/// <summary>A process that does image operations until it is killed: build/crash-subject.</summary>
internal sealed class CrashSubject : IDisposable
{
    private const int Killed = 128 + 9;

    private readonly Process _process;

    private CrashSubject(Process process) => _process = process;

    /// <summary>Starts the program. It is ready once a command is written to it.</summary>
    public static CrashSubject Start(string database, string connectionString, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(BuiltProgram.Host, [BuiltProgram.PathOf("CrashSubject"), database, connectionString, folder])
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
        List<string> told = [];
        while (await ReadLineAsync() is { } line)
        {
            if (line == "done")
                return told;
            told.Add(line);
        }

        throw new AssertionException($"'{command}' ended the process: {await _process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Has it run a command at whose end there is no process any more.</summary>
    public async Task DieAsync(string command)
    {
        await TellAsync(command);
        string told = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        Assert.That(_process.ExitCode, Is.EqualTo(Killed), () => $"'{command}' ended otherwise: {told}{_process.StandardError.ReadToEnd()}");
    }

    /// <summary>Has it begin a command, and kills it some time later.</summary>
    /// <returns>What it told until then. A line cut short is left out.</returns>
    public async Task<string[]> KillAsync(string command, TimeSpan after)
    {
        await TellAsync(command);
        Task<string> told = _process.StandardOutput.ReadToEndAsync();
        await Task.WhenAny(told, Task.Delay(after));
        Assert.That(_process.HasExited, Is.False, () => _process.StandardError.ReadToEnd());
        _process.Kill();
        await _process.WaitForExitAsync();
        string text = await told;
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
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
