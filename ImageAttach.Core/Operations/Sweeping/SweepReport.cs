namespace ImageAttach;

/// <summary>What a sweep found and did.</summary>
/// <param name="Examined">Files looked at.</param>
/// <param name="Removed">Files without a row that were removed; in a dry run those that would have been.</param>
/// <param name="RemovedBytes">Their size.</param>
/// <param name="Young">Files without a row that aren't old enough yet.</param>
/// <param name="Failed">Files that could not be removed. Each was logged, and the next sweep tries again.</param>
/// <param name="Unfinished">What killed puts had left, and was removed; none in a dry run.</param>
/// <param name="IsComplete">
/// Whether all files were looked at; false when there were more to remove than one sweep takes, and when a folder could not be read. Sweep again then.
/// </param>
public sealed record SweepReport(long Examined, long Removed, long RemovedBytes, long Young, long Failed, long Unfinished, bool IsComplete)
{
    /// <summary>Files without a row in the tables given that a row of another image table may name, and that stay for that reason.</summary>
    public long NamedElsewhere { get; init; }

    /// <summary>Folders of the store that could not be read, so that their files weren't looked at.</summary>
    public IReadOnlyList<string> Unreadable { get; init; } = [];

    /// <summary>Adds up what was done in several stores.</summary>
    internal static SweepReport Sum(IReadOnlyList<SweepReport> reports) => new(
        reports.Sum(each => each.Examined),
        reports.Sum(each => each.Removed),
        reports.Sum(each => each.RemovedBytes),
        reports.Sum(each => each.Young),
        reports.Sum(each => each.Failed),
        reports.Sum(each => each.Unfinished),
        reports.All(each => each.IsComplete))
    {
        NamedElsewhere = reports.Sum(each => each.NamedElsewhere),
        Unreadable = [.. reports.SelectMany(each => each.Unreadable)],
    };
}
