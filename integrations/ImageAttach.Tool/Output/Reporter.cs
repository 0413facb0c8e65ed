namespace ImageAttach.Tool.Output;

/// <summary>Tells what a command does and did: to a person at a terminal, to a log, or to a program.</summary>
internal abstract class Reporter
{
    /// <summary>The one that suits where output goes.</summary>
    public static Reporter For(bool json) => json ? new JsonReporter() : Console.IsOutputRedirected ? new LineReporter() : new TerminalReporter();

    /// <summary>Shows what kept a command from being done.</summary>
    public static void ShowError(bool json, ExitCode exitCode, string message)
    {
        if (json)
            JsonReporter.Write(new { error = message, exitCode = (int)exitCode });
        else
            Console.Error.WriteLine(message);
    }

    /// <summary>Runs work that tells how far it is.</summary>
    public abstract Task<T> RunAsync<T>(string title, Func<IProgress<Step>, Task<T>> work);

    /// <summary>Shows what was done.</summary>
    /// <param name="summary">In a sentence.</param>
    /// <param name="result">With all figures, for programs.</param>
    /// <param name="lines">What was found, a line each.</param>
    public abstract void Show(string summary, object result, IEnumerable<string> lines);
}

/// <summary>How far a work is.</summary>
/// <param name="Done">How many things were dealt with.</param>
/// <param name="Total">How many there are.</param>
internal readonly record struct Step(long Done, long Total);
