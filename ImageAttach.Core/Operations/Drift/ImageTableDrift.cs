namespace ImageAttach;

/// <summary>A difference between a table and its image type.</summary>
/// <param name="Table">The table.</param>
/// <param name="Kind">What differs.</param>
/// <param name="Detail">What differs, for people.</param>
/// <param name="Statement">The SQL that mends it. Read it before you run it: rows that are there get a default value in a new column.</param>
public sealed record ImageTableDrift(string Table, ImageTableDriftKind Kind, string Detail, string Statement)
{
    /// <summary>The difference in a line, such as <c>user_picture: the column recipe is missing</c>.</summary>
    public override string ToString() => $"{Table}: {Detail}";
}

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
