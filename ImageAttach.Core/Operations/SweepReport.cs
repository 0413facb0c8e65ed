namespace ImageAttach;

/// <summary>What a sweep found and did.</summary>
/// <param name="Examined">Files looked at.</param>
/// <param name="Removed">Files without a row that were removed; in a dry run those that would have been.</param>
/// <param name="RemovedBytes">Their size.</param>
/// <param name="Young">Files without a row that aren't old enough yet.</param>
/// <param name="Failed">Files that could not be removed. Each was logged, and the next sweep tries again.</param>
/// <param name="Unfinished">What killed puts had left, and was removed; none in a dry run.</param>
/// <param name="IsComplete">Whether all files were looked at; false when there were more to remove than one sweep takes. Sweep again then.</param>
public sealed record SweepReport(long Examined, long Removed, long RemovedBytes, long Young, long Failed, long Unfinished, bool IsComplete);
