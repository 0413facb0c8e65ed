namespace ImageAttach;

/// <summary>How images are migrated.</summary>
public sealed class MigrationOptions
{
    /// <summary>How many files are copied at a time by <see cref="MigrationPlan.ExecuteAsync"/>, 1 to 128; default: 8.</summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>
    /// Whether rows of SQLAlchemy-ImageAttach become rows of ours: files get names with a revision, and rows note it with the file's length
    /// and hash; default: no. Source and destination may then be one store.
    /// </summary>
    public bool ConvertLegacyFiles { get; init; }

    /// <inheritdoc cref="ConvertLegacyFiles"/>
    [Obsolete("Use ConvertLegacyFiles.")]
    public bool Convert
    {
        get => ConvertLegacyFiles;
        init => ConvertLegacyFiles = value;
    }

    /// <summary>Whether files that are at the destination already are read and compared by their hash; default: no, by their length.</summary>
    /// <remarks>Files without a revision are always compared by their bytes, since their names come again.</remarks>
    public bool CheckHashes { get; init; }

    /// <summary>Whether the first file that is missing or damaged ends the migration with an exception; default: no, it is reported.</summary>
    public bool StopAtProblems { get; init; }
}
