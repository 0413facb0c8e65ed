using System.CommandLine;
using System.CommandLine.Invocation;

namespace Gallery.Commands;

/// <summary>Which command was meant, and how it ended.</summary>
internal static class CommandLine
{
    private const int Failure = 1;
    private const int WrongUsage = 2;

    // A file may well be named @photo.jpg; that isn't a file of further arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    // The web host has its own way to stop on a signal.
    private static readonly InvocationConfiguration Running = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    // The usage is part of the complaint, not output.
    private static readonly InvocationConfiguration Complaining = new() { Output = Console.Error };

    public static async Task<int> RunAsync(string[] args)
    {
        ParseResult command = Define(args).Parse(args, Parsing);
        if (command.Action is ParseErrorAction wrong)
        {
            // To short words, file names included, it would suggest -h.
            wrong.ShowTypoCorrections = false;
            await command.InvokeAsync(Complaining);
            return WrongUsage;
        }

        try
        {
            return await command.InvokeAsync(Running);
        }
        catch (Exception failure)
            when (failure is ImageAttach.ImageAttachException or IOException or UnauthorizedAccessException or UserNotFoundException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return Failure;
        }
    }

    private static RootCommand Define(string[] args)
    {
        Option<string?> data = new("--data")
        {
            Description = "The folder for the database and the files; by default gallery-data beside the program",
            HelpName = "DIR",
            Recursive = true,
        };
        RootCommand serve = ServeCommand.Define(args);
        serve.Options.Add(data);
        serve.Subcommands.Add(AttachCommand.Define(data));
        return serve;
    }
}
