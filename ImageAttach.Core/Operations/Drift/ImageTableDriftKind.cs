namespace ImageAttach;

/// <summary>What can differ between a table and its image type.</summary>
public enum ImageTableDriftKind
{
    /// <summary>The table does not exist.</summary>
    MissingTable,

    /// <summary>The table lacks a column.</summary>
    MissingColumn,

    /// <summary>The primary key has other columns, or another order.</summary>
    PrimaryKey,
}
