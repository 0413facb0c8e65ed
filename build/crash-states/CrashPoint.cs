namespace CrashStates;

/// <summary>A moment at which the power may be cut.</summary>
/// <param name="Effects">How many effects there are by then.</param>
/// <param name="IsDurable">Of each, whether it was synced.</param>
/// <param name="Call">The system call before it.</param>
/// <param name="Acknowledged">What users had after each operation that was acknowledged by then, from the start on.</param>
/// <param name="Pending">What users have if the operation happens that runs at the moment; null between two.</param>
internal sealed record CrashPoint(int Effects, bool[] IsDurable, string Call, IReadOnlyList<string> Acknowledged, string? Pending);
