namespace ImageAttach;

/// <summary>How thumbnails are made again.</summary>
public sealed class RegenerateOptions
{
    /// <summary>How many thumbnails are made at a time, 1 to 128; default: as many as the machine has processors, 8 at most.</summary>
    public int Parallelism { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Whether to replace nothing, and only say which would come out differently; default: no.</summary>
    public bool DryRun { get; init; }
}
