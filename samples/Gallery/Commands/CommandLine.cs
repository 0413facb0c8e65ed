namespace Gallery.Commands;

/// <summary>Which command was meant, and how it ended.</summary>
internal static class CommandLine
{
    private const int Failure = 1;
    private const int WrongUsage = 2;

    private const string Usage = """
        Gallery: pictures attached to rows of a database.

          Gallery [--urls URL] [--data DIR]              serves the gallery, by default at http://127.0.0.1:5080
          Gallery attach FILE [--user NAME] [--data DIR] attaches a picture, by default to 'You', and prints its addresses
          Gallery --help                                 prints this

        --data is the folder for the database and the files; default: gallery-data beside the program.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await (args switch
            {
                ["-h" or "--help" or "help", ..] => HelpAsync(),
                ["attach", .. var rest] => AttachCommand.RunAsync(AttachArguments.Parse(rest)),
                [] or [['-', '-', ..], ..] => ServeCommand.RunAsync(args),
                [var unknown, ..] => throw new UsageException($"There is no command '{unknown}'."),
            });
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{Usage}");
            return WrongUsage;
        }
        catch (Exception failure) when (failure is ImageAttach.ImageAttachException or IOException or UnauthorizedAccessException or UserNotFoundException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return Failure;
        }
    }

    private static async Task<int> HelpAsync()
    {
        await Console.Out.WriteLineAsync(Usage);
        return 0;
    }
}
