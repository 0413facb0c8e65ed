namespace ImageAttach.Generators.Model;

/// <summary>The table of an image type's owners.</summary>
/// <param name="Name">Its name, perhaps with its schema before a dot.</param>
/// <param name="KeyColumns">Its key columns, in the order of the image's.</param>
internal sealed record OwnerTableModel(string Name, EquatableArray<string> KeyColumns);
