namespace ImageAttach;

/// <summary>The result of making thumbnails again.</summary>
public sealed class RegenerateReport
{
    /// <summary>Thumbnails made.</summary>
    public long Examined { get; init; }

    /// <summary>Those that came out differently and were replaced; in a dry run those that would have been.</summary>
    public long Replaced { get; init; }

    /// <summary>Those that came out as they were: byte for byte, or without a visible difference.</summary>
    public long Unchanged { get; init; }

    /// <summary>Originals and thumbnails for which it failed, each in a line.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The counts in a line, such as <c>40 thumbnails examined, 2 replaced, 38 unchanged, 0 problems</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Examined:N0} thumbnails examined, {Replaced:N0} replaced, {Unchanged:N0} unchanged, {Problems.Count:N0} problems");
}
