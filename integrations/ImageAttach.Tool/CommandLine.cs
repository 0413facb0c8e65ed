using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
using ImageAttach.Tool.Commands;
using ImageAttach.Tool.Output;

namespace ImageAttach.Tool;

/// <summary>Which command was meant, and how it ended.</summary>
internal static class CommandLine
{
    // Ctrl-C ends a command between two files; one that is being copied has this long to be finished or undone.
    private static readonly InvocationConfiguration Running = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };

    // The usage is part of the complaint, not output.
    private static readonly InvocationConfiguration Complaining = new() { Output = Console.Error };

    public static async Task<int> RunAsync(string[] args)
    {
        CommonOptions common = new();
        RootCommand root = new("Migrates, sweeps, verifies and shows the images of an application that uses ImageAttach.");
        foreach (Option option in common.All)
            root.Options.Add(option);
        foreach (Command command in new[]
                 {
                     MigrateCommand.Define(common), SweepCommand.Define(common), VerifyCommand.Define(common), RegenerateCommand.Define(common),
                     StatsCommand.Define(common), CreateTablesCommand.Define(common), ShowCommand.Define(common),
                 })
        {
            root.Subcommands.Add(command);
        }

        ParseResult parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            await parsed.InvokeAsync(Complaining);
            return (int)ExitCode.WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(Running);
        }
        catch (Exception failure) when (Ending(failure) is { } exitCode)
        {
            Reporter.ShowError(parsed.GetValue(common.Json), exitCode, MessageOf(failure, exitCode));
            return (int)exitCode;
        }
    }

    private static ExitCode? Ending(Exception failure) => failure switch
    {
        ToolException refusal => refusal.ExitCode,
        OperationCanceledException => ExitCode.Stopped,
        SweepRefusedException => ExitCode.Refused,
        ArgumentException or NotSupportedException => ExitCode.WrongUsage,
        ImageAttachException or DbException or IOException or UnauthorizedAccessException or InvalidOperationException => ExitCode.Failed,
        _ => null,
    };

    private static string MessageOf(Exception failure, ExitCode exitCode) =>
        exitCode == ExitCode.Stopped ? "Stopped. What was done by now stays; run the same command again to go on." : failure.Message;
}
