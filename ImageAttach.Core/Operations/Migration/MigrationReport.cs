namespace ImageAttach;

/// <summary>What a migration did.</summary>
/// <param name="Examined">Rows looked at.</param>
/// <param name="Copied">Files copied.</param>
/// <param name="CopiedBytes">Their size.</param>
/// <param name="Skipped">Files that were at the destination already.</param>
/// <param name="Converted">Rows that note a revision, length and hash now.</param>
/// <param name="ProblemCount">Images that could not be migrated.</param>
/// <param name="Problems">The first 10,000 of them.</param>
public sealed record MigrationReport(
    long Examined, long Copied, long CopiedBytes, long Skipped, long Converted, long ProblemCount, IReadOnlyList<MigrationProblem> Problems);

/// <summary>An image that could not be migrated.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The file's name in the source.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">The same for people.</param>
public sealed record MigrationProblem(string Table, StoreKey Key, MigrationProblemKind Kind, string Detail)
{
    /// <summary>The problem in a line, such as <c>user_picture: user-picture 42 (40×30, revision k3f9…): the file is missing</c>.</summary>
    public override string ToString() => $"{Table}: {Key}: {Detail}";
}

/// <summary>Why an image could not be migrated.</summary>
public enum MigrationProblemKind
{
    /// <summary>The source has no such file.</summary>
    Missing,

    /// <summary>The source's file isn't what its row notes. It was not kept at the destination.</summary>
    Damaged,

    /// <summary>The row was replaced or removed meanwhile; migrate again.</summary>
    Changed,
}
