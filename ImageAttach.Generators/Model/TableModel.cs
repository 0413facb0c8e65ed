namespace ImageAttach.Generators.Model;

/// <summary>What an image type's table is called.</summary>
/// <param name="Name">Its name, unquoted.</param>
internal sealed record TableModel(string Name)
{
    /// <summary>Equal for tables that some database takes for one: SQLite ignores case, and so does MySQL on Windows and macOS.</summary>
    public string Identity => Name.ToUpperInvariant();
}
