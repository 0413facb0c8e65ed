namespace ImageAttach;

/// <summary>What a sweep may remove.</summary>
public sealed class SweepOptions
{
    /// <summary>How long ago a file must have been put; default: 24 hours. Longer than any transaction that puts files takes.</summary>
    public TimeSpan OlderThan { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether to remove nothing, and only say what would go; default: no.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether more than a tenth of the files may go; default: no. Fewer than 20 may always go.</summary>
    public bool AllowMany { get; init; }

    /// <summary>
    /// Whether to sweep a store that another database was swept against before, and mark it as this one's; default: no. For a database that
    /// has moved, never for a copy.
    /// </summary>
    public bool TakeOver { get; init; }

    /// <summary>The clock; default: the machine's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
