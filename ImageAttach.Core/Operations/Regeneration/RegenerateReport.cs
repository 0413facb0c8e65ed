namespace ImageAttach;

/// <summary>What came of making thumbnails again.</summary>
/// <param name="Examined">Thumbnails made.</param>
/// <param name="Replaced">Those that came out differently and were replaced; in a dry run those that would have been.</param>
/// <param name="Unchanged">Those that came out as they were: byte for byte, or without a difference that could be seen.</param>
/// <param name="Problems">Originals and thumbnails of which it could not be done, each in a line.</param>
public sealed record RegenerateReport(long Examined, long Replaced, long Unchanged, IReadOnlyList<string> Problems);

/// <summary>How far the making of thumbnails is.</summary>
/// <param name="Done">How many rows were dealt with, originals included.</param>
/// <param name="Total">How many rows there were at the start.</param>
public sealed record RegenerateProgress(long Done, long Total);
