namespace ImageAttach;

/// <summary>How far a migration is.</summary>
/// <param name="Done">How many images were dealt with.</param>
/// <param name="Total">How many rows there were at the start.</param>
/// <param name="Image">The image dealt with last.</param>
/// <param name="CopiedBytes">How many bytes were copied.</param>
/// <param name="Problems">How many images could not be migrated.</param>
public sealed record MigrationProgress(long Done, long Total, IImage Image, long CopiedBytes, long Problems);
