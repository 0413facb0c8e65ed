namespace ImageAttach;

/// <summary>The table of an image type's owners.</summary>
/// <param name="Name">Its name, perhaps with its schema before a dot; unquoted.</param>
/// <param name="KeyColumns">Its key columns, in the order of the image's.</param>
public sealed record ImageOwnerTable(string Name, IReadOnlyList<string> KeyColumns);
