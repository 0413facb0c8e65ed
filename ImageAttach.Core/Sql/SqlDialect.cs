namespace ImageAttach;

/// <summary>The dialects of SQL that statements exist in.</summary>
public enum SqlDialect
{
    /// <summary>SQLite, through Microsoft.Data.Sqlite.</summary>
    Sqlite,

    /// <summary>MariaDB and MySQL, through MySqlConnector.</summary>
    MySql,

    /// <summary>PostgreSQL, through Npgsql.</summary>
    PostgreSql,
}
