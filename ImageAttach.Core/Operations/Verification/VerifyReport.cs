namespace ImageAttach;

/// <summary>What a verification found.</summary>
public sealed class VerifyReport
{
    /// <summary>Rows looked at.</summary>
    public long Examined { get; init; }

    /// <summary>What is wrong; empty when all is well. Nothing was repaired.</summary>
    public IReadOnlyList<VerifyProblem> Problems { get; init; } = [];

    /// <summary>
    /// Object types with rows of which no file is in the store. A table or a class that was renamed has another object type: set <see cref="ImageEntityAttribute.ObjectType"/> to the old one.
    /// </summary>
    public IReadOnlyList<string> ObjectTypesWithoutFiles { get; init; } = [];

    /// <summary>The counts in a line, such as <c>40 rows examined, 2 problems</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Examined:N0} rows examined, {Problems.Count:N0} problems");
}
