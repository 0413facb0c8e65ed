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

    /// <summary>The clock; default: the machine's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
