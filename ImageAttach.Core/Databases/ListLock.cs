namespace ImageAttach.Databases;

/// <summary>How those who add to a list of image sets, such as a post's photos, are made to wait for each other until their transaction ends.</summary>
/// <param name="Statements">The statements, which are sent one after the other.</param>
/// <param name="UsesRow">
/// Whether their parameters are those of a whole row, with the place 0, which no set has. Otherwise they are the key of the list, named as
/// <see cref="ImageColumn.GetParameter"/> names those of set 0.
/// </param>
public sealed record ListLock(IReadOnlyList<string> Statements, bool UsesRow);
