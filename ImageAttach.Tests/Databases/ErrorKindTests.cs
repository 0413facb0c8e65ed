using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Tests.Databases;

/// <summary>What errors mean, by their SQL state or, where there is none, by their words.</summary>
public sealed class ErrorKindTests
{
    [TestCase(SqlDialect.PostgreSql, "40001", "", DatabaseErrorKind.Conflict)]
    [TestCase(SqlDialect.PostgreSql, "40P01", "", DatabaseErrorKind.Conflict)]
    [TestCase(SqlDialect.PostgreSql, "23505", "", DatabaseErrorKind.DuplicateKey)]
    [TestCase(SqlDialect.PostgreSql, "42P07", "", DatabaseErrorKind.AlreadyExists)]
    [TestCase(SqlDialect.PostgreSql, "42710", "", DatabaseErrorKind.AlreadyExists)]
    [TestCase(SqlDialect.PostgreSql, "42P01", "", DatabaseErrorKind.MissingTable)]
    [TestCase(SqlDialect.PostgreSql, "42703", "", DatabaseErrorKind.MissingColumn)]
    [TestCase(SqlDialect.PostgreSql, "3F000", "", DatabaseErrorKind.MissingSchema)]
    [TestCase(SqlDialect.PostgreSql, "42804", "", DatabaseErrorKind.WrongType)]
    [TestCase(SqlDialect.PostgreSql, "25006", "", DatabaseErrorKind.ReadOnly)]
    [TestCase(SqlDialect.PostgreSql, "42501", "", DatabaseErrorKind.AccessDenied)]
    [TestCase(SqlDialect.PostgreSql, "25P01", "", DatabaseErrorKind.NoTransaction)]
    [TestCase(SqlDialect.PostgreSql, "25P02", "", DatabaseErrorKind.DoomedTransaction)]
    [TestCase(SqlDialect.PostgreSql, "57014", "", DatabaseErrorKind.Other)]
    [TestCase(SqlDialect.MySql, "40001", "", DatabaseErrorKind.Conflict)]
    [TestCase(SqlDialect.MySql, "23000", "Duplicate entry '1' for key 'PRIMARY'", DatabaseErrorKind.DuplicateKey)]
    [TestCase(SqlDialect.MySql, "23000", "Cannot delete or update a parent row", DatabaseErrorKind.Other)]
    [TestCase(SqlDialect.MySql, "42S01", "", DatabaseErrorKind.AlreadyExists)]
    [TestCase(SqlDialect.MySql, "42S02", "", DatabaseErrorKind.MissingTable)]
    [TestCase(SqlDialect.MySql, "42S22", "", DatabaseErrorKind.MissingColumn)]
    [TestCase(SqlDialect.MySql, "42000", "Unknown database 'shop'", DatabaseErrorKind.MissingSchema)]
    [TestCase(SqlDialect.MySql, "42000", "SAVEPOINT imageattach_1 does not exist", DatabaseErrorKind.LostSavepoint)]
    [TestCase(SqlDialect.MySql, "42000", "SELECT command denied to user", DatabaseErrorKind.AccessDenied)]
    [TestCase(SqlDialect.MySql, "28000", "Access denied for user", DatabaseErrorKind.AccessDenied)]
    [TestCase(SqlDialect.MySql, "HY000", "running with the --read-only option", DatabaseErrorKind.ReadOnly)]
    [TestCase(SqlDialect.MySql, "HY000", "Incorrect integer value", DatabaseErrorKind.WrongType)]
    [TestCase(SqlDialect.MySql, "HY000", "Lost connection", DatabaseErrorKind.Other)]
    [TestCase(SqlDialect.Sqlite, null, "no such table: a", DatabaseErrorKind.MissingTable)]
    [TestCase(SqlDialect.Sqlite, null, "unknown database shop", DatabaseErrorKind.MissingSchema)]
    [TestCase(SqlDialect.Sqlite, null, "table a has no column named b", DatabaseErrorKind.MissingColumn)]
    [TestCase(SqlDialect.Sqlite, null, "attempt to write a readonly database", DatabaseErrorKind.ReadOnly)]
    [TestCase(SqlDialect.Sqlite, null, "cannot store TEXT value in INTEGER column", DatabaseErrorKind.WrongType)]
    [TestCase(SqlDialect.Sqlite, null, "UNIQUE constraint failed: a.b", DatabaseErrorKind.DuplicateKey)]
    [TestCase(SqlDialect.Sqlite, null, "database is locked", DatabaseErrorKind.Other)]
    public void An_error_means(SqlDialect dialect, string? state, string message, DatabaseErrorKind kind) =>
        Assert.That(ImageDatabases.Get(dialect).GetErrorKind(new Failure(state, message)), Is.EqualTo(kind));

    [Test]
    public void Servers_may_lose_a_transaction_unnoticed() => Assert.That(
        Enum.GetValues<SqlDialect>().Select(dialect => ImageDatabases.Get(dialect).LosesTransactions), Is.EqualTo(new[] { false, true, true }));

    private sealed class Failure(string? state, string message) : DbException(message)
    {
        public override string? SqlState => state;
    }
}
