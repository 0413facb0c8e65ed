namespace ImageAttach.Databases;

/// <summary>A table as the database has it.</summary>
/// <param name="Columns">The names of its columns.</param>
/// <param name="PrimaryKey">The names of the columns of its primary key, in the key's order; empty when it has none.</param>
/// <param name="KeyName">The name of the primary key's constraint; null where it has none.</param>
public sealed record ExistingTable(IReadOnlyList<string> Columns, IReadOnlyList<string> PrimaryKey, string? KeyName);
