namespace ImageAttach;

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
