namespace Gallery.Commands;

/// <summary>The gallery has no user of that name.</summary>
internal sealed class UserNotFoundException(string name, IEnumerable<string> others)
    : Exception($"The gallery has no user '{name}'. Its users are: {string.Join(", ", others)}.");
