namespace ImageAttach.Generators.Model;

/// <summary>All image types of the assembly.</summary>
/// <param name="Entities">They, in the order of their names.</param>
internal sealed record CatalogModel(EquatableArray<CatalogEntry> Entities);

/// <summary>One image type of the assembly.</summary>
/// <param name="Type">Its full name.</param>
/// <param name="Table">The full name of its table type.</param>
/// <param name="Columns">Its own columns.</param>
internal sealed record CatalogEntry(string Type, string Table, EquatableArray<ColumnModel> Columns);
