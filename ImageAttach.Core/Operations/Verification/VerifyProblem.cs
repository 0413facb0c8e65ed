namespace ImageAttach;

/// <summary>A row whose file isn't what the row records.</summary>
public sealed class VerifyProblem
{
    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The file's name.</summary>
    public required StoreKey Key { get; init; }

    /// <summary>What is wrong.</summary>
    public required VerifyProblemKind Kind { get; init; }

    /// <summary>What was expected and what is there, for people.</summary>
    public required string Detail { get; init; }

    /// <summary>The problem in a line, such as <c>user_picture: user-picture 42 (40×30, revision k3f9…): the file is missing</c>.</summary>
    public override string ToString() => $"{Table}: {Key}: {Detail}";
}
