namespace ImageAttach.Databases;

/// <summary>A statement, as an image table uses it.</summary>
/// <param name="Name">What it does, such as <c>insert thumbnail</c>.</param>
/// <param name="Sql">Its text.</param>
public sealed record NamedStatement(string Name, string Sql);
