namespace ImageAttach.Generators.Model;

/// <summary>What an image type's table is called.</summary>
/// <param name="Schema">The schema that it lies in, unquoted; null for the connection's own.</param>
/// <param name="Name">Its name, unquoted.</param>
internal sealed record TableModel(string? Schema, string Name)
{
    // What connections use by themselves, on PostgreSQL, SQLite and SQL Server.
    private static readonly string[] DefaultSchemas = ["PUBLIC", "MAIN", "DBO"];

    /// <summary>Its name with that of its schema.</summary>
    public string FullName => Schema is null ? Name : $"{Schema}.{Name}";

    /// <summary>
    /// Equal for tables that some database takes for one: SQLite ignores case, and so does MySQL on Windows and macOS; and a schema need not be
    /// written where it is the connection's own.
    /// </summary>
    public string Identity
    {
        get
        {
            string schema = Schema?.ToUpperInvariant() ?? "";
            return $"{(DefaultSchemas.Contains(schema) ? "" : schema)}\n{Name.ToUpperInvariant()}";
        }
    }
}
