namespace ImageAttach.Generators.Model;

/// <summary>What attributes say of a column's definition.</summary>
/// <param name="TypeName">Its type, as the database calls it; null for the usual one.</param>
/// <param name="MaxLength">How many letters or bytes it holds; null for the usual number.</param>
/// <param name="Order">Its place among the columns; null for one behind those that have a place.</param>
internal sealed record StorageModel(string? TypeName, int? MaxLength, int? Order);
