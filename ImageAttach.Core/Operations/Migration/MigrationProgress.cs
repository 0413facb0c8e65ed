namespace ImageAttach;

/// <summary>How far a migration is.</summary>
public sealed class MigrationProgress
{
    /// <summary>How many images were dealt with.</summary>
    public long Done { get; init; }

    /// <summary>How many rows there were at the start.</summary>
    public long Total { get; init; }

    /// <summary>The image dealt with last.</summary>
    public required IImage Image { get; init; }

    /// <summary>How many bytes were copied.</summary>
    public long CopiedBytes { get; init; }

    /// <summary>How many images could not be migrated.</summary>
    public long Problems { get; init; }

    /// <summary>The progress in a line, such as <c>12 of 40 images, 1,024 bytes copied, 0 problems</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Done:N0} of {Total:N0} images, {CopiedBytes:N0} bytes copied, {Problems:N0} problems");
}
