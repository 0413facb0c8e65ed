namespace ImageAttach;

/// <summary>What a verification found.</summary>
/// <param name="Examined">Rows looked at.</param>
/// <param name="Problems">What is wrong; empty when all is well. Nothing was repaired.</param>
public sealed record VerifyReport(long Examined, IReadOnlyList<VerifyProblem> Problems)
{
    /// <summary>
    /// Object types with rows of which no file is in the store. A table or a class that was renamed has another object type: set <see cref="ImageEntityAttribute.ObjectType"/> to the old one.
    /// </summary>
    public IReadOnlyList<string> ObjectTypesWithoutFiles { get; init; } = [];
}

/// <summary>A row whose file isn't what it says.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The file's name.</param>
/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">What was expected and what is there, for people.</param>
public sealed record VerifyProblem(string Table, StoreKey Key, VerifyProblemKind Kind, string Detail)
{
    /// <summary>The problem in a line, such as <c>user_picture: user-picture 42 (40×30, revision k3f9…): the file is missing</c>.</summary>
    public override string ToString() => $"{Table}: {Key}: {Detail}";
}

/// <summary>What can be wrong with a file.</summary>
public enum VerifyProblemKind
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is longer or shorter than noted.</summary>
    WrongLength,

    /// <summary>It has the noted length and other bytes.</summary>
    WrongHash,

    /// <summary>Its bytes are those of another type than noted, or of no picture.</summary>
    WrongType,

    /// <summary>The set's owner is gone: it was deleted without the set. One for each set, of tables whose image type has an <see cref="ImageEntityAttribute.OwnerTable"/>.</summary>
    Ownerless,
}

/// <summary>How closely files are looked at.</summary>
public sealed class VerifyOptions
{
    /// <summary>Whether to read every file to its end and compare its SHA-256; default: no, only its length and type are looked at.</summary>
    public bool CheckHashes { get; init; }
}
