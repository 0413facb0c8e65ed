using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Tests.Transactions;

/// <summary>Which errors of a commit prove a rollback.</summary>
public sealed class CommitErrorsTests
{
    [TestCase(SqlDialect.PostgreSql, "23505", TestName = "PostgreSQL: a constraint")]
    [TestCase(SqlDialect.PostgreSql, "40001", TestName = "PostgreSQL: a serialization failure")]
    [TestCase(SqlDialect.PostgreSql, "40P01", TestName = "PostgreSQL: a deadlock")]
    [TestCase(SqlDialect.PostgreSql, "25P02", TestName = "PostgreSQL: a failed transaction")]
    [TestCase(SqlDialect.PostgreSql, "55000", TestName = "PostgreSQL: prepared transactions are off")]
    [TestCase(SqlDialect.PostgreSql, "P0001", TestName = "PostgreSQL: an exception that a trigger raised")]
    [TestCase(SqlDialect.MySql, "23000", TestName = "MariaDB: a constraint")]
    [TestCase(SqlDialect.MySql, "40001", TestName = "MariaDB: a deadlock")]
    [TestCase(SqlDialect.MySql, "XA102", TestName = "MariaDB: a branch rolled back after a deadlock")]
    public void An_error_that_only_a_rolled_back_transaction_gets_proves_it(SqlDialect dialect, string state)
    {
        Assert.That(ImageDatabases.Get(dialect).ProvesRollback(new StateException(state)), Is.True);
        Assert.That(ImageDatabases.Get(dialect).ProvesRollback(new InvalidOperationException("wrapped", new StateException(state))), Is.True);
    }

    [TestCase(SqlDialect.PostgreSql, "08P01", TestName = "PgBouncer lost its server, or its query_timeout passed")]
    [TestCase(SqlDialect.PostgreSql, "08006", TestName = "a connection failure")]
    [TestCase(SqlDialect.PostgreSql, "40003", TestName = "statement completion unknown")]
    [TestCase(SqlDialect.PostgreSql, "53300", TestName = "too many connections")]
    [TestCase(SqlDialect.PostgreSql, "57014", TestName = "a canceled query, perhaps while it waited for a standby")]
    [TestCase(SqlDialect.PostgreSql, "57P01", TestName = "a shutdown")]
    [TestCase(SqlDialect.PostgreSql, "58030", TestName = "an I/O error")]
    [TestCase(SqlDialect.PostgreSql, "XX000", TestName = "an internal error")]
    [TestCase(SqlDialect.PostgreSql, null, TestName = "no answer from PostgreSQL")]
    [TestCase(SqlDialect.MySql, "HY000", TestName = "a proxy's 2013, or MariaDB's error during COMMIT")]
    [TestCase(SqlDialect.MySql, "08S01", TestName = "a communication error")]
    [TestCase(SqlDialect.MySql, "70100", TestName = "an interrupted query, perhaps while it waited for a replica")]
    [TestCase(SqlDialect.MySql, "XAE07", TestName = "an XA transaction in another state")]
    [TestCase(SqlDialect.MySql, null, TestName = "no answer from MariaDB")]
    [TestCase(SqlDialect.Sqlite, "40001", TestName = "SQLite, which has no SQL states")]
    public void Any_other_error_proves_nothing(SqlDialect dialect, string? state) =>
        Assert.That(ImageDatabases.Get(dialect).ProvesRollback(new StateException(state)), Is.False);

    [Test]
    public void Neither_does_an_error_that_is_not_the_databases() =>
        Assert.That(ImageDatabases.Get(SqlDialect.PostgreSql).ProvesRollback(new TimeoutException("", new IOException())), Is.False);

    private sealed class StateException(string? state) : DbException
    {
        public override string? SqlState => state;
    }
}
