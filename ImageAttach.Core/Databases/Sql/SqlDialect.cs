namespace ImageAttach;

/// <summary>The names of the databases that ImageAttach comes with, for <c>CreateTableSql</c> of an image type.</summary>
public enum SqlDialect
{
    /// <summary>SQLite, through Microsoft.Data.Sqlite.</summary>
    Sqlite,

    /// <summary>MariaDB and MySQL, through MySqlConnector.</summary>
    MySql,

    /// <summary>PostgreSQL, through Npgsql.</summary>
    PostgreSql,
}
