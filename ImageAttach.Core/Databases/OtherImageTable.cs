namespace ImageAttach.Databases;

/// <summary>An image table that isn't among those of the caller.</summary>
/// <param name="Name">Its name with its schema, quoted.</param>
/// <param name="HasRevisions">Whether it has the column <c>revision</c>; tables of the original library don't.</param>
public sealed record OtherImageTable(string Name, bool HasRevisions);
