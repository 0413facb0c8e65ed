namespace ImageAttach.Tool;

/// <summary>How a command ended, as scripts see it. docs/howto/imageattach-tool.md lists them.</summary>
internal enum ExitCode
{
    /// <summary>Done, and all is well.</summary>
    Done = 0,

    /// <summary>Done, and problems were found: files are missing or damaged.</summary>
    Problems = 1,

    /// <summary>The command line, the assembly, the provider or a store's url is wrong. Nothing was done.</summary>
    WrongUsage = 2,

    /// <summary>Refused, because it might do harm: another run is at work, or the store belongs to another database.</summary>
    Refused = 3,

    /// <summary>The database or a store failed.</summary>
    Failed = 4,

    /// <summary>Stopped by Ctrl-C or a signal. The same command goes on from there.</summary>
    Stopped = 130,
}
