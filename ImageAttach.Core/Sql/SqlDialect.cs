namespace ImageAttach;

/// <summary>The dialects of SQL that statements exist in.</summary>
public enum SqlDialect
{
    /// <summary>SQLite, through Microsoft.Data.Sqlite.</summary>
    Sqlite,
}
