namespace ImageAttach;

/// <summary>An image that could not be migrated.</summary>
public sealed class MigrationProblem
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The file's name in the source.</summary>
    public required StoreKey Key { get; init; }

    /// <summary>What is wrong.</summary>
    public required MigrationProblemKind Kind { get; init; }

    /// <summary>What is wrong, for people.</summary>
    public required string Detail { get; init; }

    /// <summary>The problem in a line, such as <c>user_picture: user-picture 42 (40×30, revision k3f9…): the file is missing</c>.</summary>
    public override string ToString() => $"{Table}: {Key}: {Detail}";
}
