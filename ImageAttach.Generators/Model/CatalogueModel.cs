namespace ImageAttach.Generators.Model;

/// <summary>All image types of the assembly.</summary>
/// <param name="Entities">They, in the order of their names.</param>
internal sealed record CatalogueModel(EquatableArray<CatalogueEntry> Entities);

/// <summary>One image type of the assembly.</summary>
/// <param name="Type">Its full name.</param>
/// <param name="Table">The full name of its table type.</param>
/// <param name="Columns">Its own columns.</param>
internal sealed record CatalogueEntry(string Type, string Table, EquatableArray<ColumnModel> Columns);
