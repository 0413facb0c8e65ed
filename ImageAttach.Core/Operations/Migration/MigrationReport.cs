namespace ImageAttach;

/// <summary>What a migration did.</summary>
public sealed class MigrationReport
{
    /// <summary>Rows looked at.</summary>
    public long Examined { get; init; }

    /// <summary>Files copied.</summary>
    public long Copied { get; init; }

    /// <summary>The size of the copied files, in bytes.</summary>
    public long CopiedBytes { get; init; }

    /// <summary>Files that were at the destination already.</summary>
    public long Skipped { get; init; }

    /// <summary>Rows that note a revision, length and hash now.</summary>
    public long Converted { get; init; }

    /// <summary>Images that could not be migrated.</summary>
    public long ProblemCount { get; init; }

    /// <summary>The first 10,000 images that could not be migrated.</summary>
    public IReadOnlyList<MigrationProblem> Problems { get; init; } = [];

    /// <summary>The counts in a line, such as <c>40 rows examined, 38 files copied (1,024 bytes), 2 skipped, 0 converted, 0 problems</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Examined:N0} rows examined, {Copied:N0} files copied ({CopiedBytes:N0} bytes), {Skipped:N0} skipped, {Converted:N0} converted, {ProblemCount:N0} problems");
}
