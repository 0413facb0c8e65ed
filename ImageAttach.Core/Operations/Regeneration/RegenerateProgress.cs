namespace ImageAttach;

/// <summary>How far the making of thumbnails is.</summary>
public sealed class RegenerateProgress
{
    /// <summary>How many rows were dealt with, originals included.</summary>
    public long Done { get; init; }

    /// <summary>How many rows there were at the start.</summary>
    public long Total { get; init; }

    /// <summary>The progress in a line, such as <c>12 of 40 rows</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Done:N0} of {Total:N0} rows");
}
