namespace ImageAttach;

/// <summary>What a sweep found and did.</summary>
public sealed class SweepReport
{
    /// <summary>Files looked at.</summary>
    public long Examined { get; init; }

    /// <summary>Files without a row that were removed; in a dry run those that would have been.</summary>
    public long Removed { get; init; }

    /// <summary>The size of the removed files, in bytes.</summary>
    public long RemovedBytes { get; init; }

    /// <summary>Files without a row that aren't old enough yet; see <see cref="SweepOptions.OlderThan"/>.</summary>
    public long SkippedAsTooRecent { get; init; }

    /// <inheritdoc cref="SkippedAsTooRecent"/>
    [Obsolete("Use SkippedAsTooRecent.")]
    public long Young => SkippedAsTooRecent;

    /// <summary>Files that could not be removed. Each was logged, and the next sweep tries again.</summary>
    public long Failed { get; init; }

    /// <summary>What killed puts had left, and was removed; none in a dry run.</summary>
    public long Unfinished { get; init; }

    /// <summary>
    /// Whether all files were looked at; false when there were more to remove than one sweep takes, and when a folder could not be read. Sweep again then.
    /// </summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Files without a row in the tables given that a row of another image table may name, and that stay for that reason.</summary>
    public long NamedElsewhere { get; init; }

    /// <summary>Folders of the store that could not be read, so that their files weren't looked at.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>The counts in a line, such as <c>40 files examined, 2 without a row removed (1,024 bytes), 1 too recent, 0 failed</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Examined:N0} files examined, {Removed:N0} without a row removed ({RemovedBytes:N0} bytes), {SkippedAsTooRecent:N0} too recent, {Failed:N0} failed{(IsComplete ? "" : "; incomplete")}");

    /// <summary>Adds up what was done in several stores.</summary>
    internal static SweepReport Sum(IReadOnlyList<SweepReport> reports) => new()
    {
        Examined = reports.Sum(report => report.Examined),
        Removed = reports.Sum(report => report.Removed),
        RemovedBytes = reports.Sum(report => report.RemovedBytes),
        SkippedAsTooRecent = reports.Sum(report => report.SkippedAsTooRecent),
        Failed = reports.Sum(report => report.Failed),
        Unfinished = reports.Sum(report => report.Unfinished),
        IsComplete = reports.All(report => report.IsComplete),
        NamedElsewhere = reports.Sum(report => report.NamedElsewhere),
        Unreadable = [.. reports.SelectMany(report => report.Unreadable)],
    };
}
