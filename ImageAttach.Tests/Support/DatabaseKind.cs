namespace ImageAttach.Tests.Support;

/// <summary>The databases that tests run on.</summary>
public enum DatabaseKind
{
    Sqlite,
    MariaDb,
    PostgreSql,
}
