namespace ImageAttach;

/// <summary>A difference between a table and its image type.</summary>
public sealed class ImageTableDrift
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>What differs.</summary>
    public required ImageTableDriftKind Kind { get; init; }

    /// <summary>What differs, for people.</summary>
    public required string Detail { get; init; }

    /// <summary>The SQL that mends it. Read it before you run it: rows that are there get a default value in a new column.</summary>
    public required string Statement { get; init; }

    /// <summary>The difference in a line, such as <c>user_picture: the column recipe is missing</c>.</summary>
    public override string ToString() => $"{Table}: {Detail}";
}
