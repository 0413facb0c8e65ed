using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Testing;

/// <summary>What every database promises, as checks that run in any test framework, or in none.</summary>
/// <remarks>
/// <para>The checks create tables whose names begin with <c>conformance_</c>, and drop them. Run them one at a time, in any order, on a database for
/// tests that nothing else uses meanwhile. Connections are better not pooled: a session that keeps a lock is closed with its connection then.</para>
/// <para>A check of a lock waits for a moment, because a lock shows itself only by the time that others wait.</para>
/// </remarks>
/// <example>
/// With NUnit, a test for each check:
/// <code>
/// private static IEnumerable&lt;DatabaseCheck&gt; Checks =&gt; DatabaseConformance.Checks;
///
/// [TestCaseSource(nameof(Checks))]
/// public Task Keeps_what_databases_promise(DatabaseCheck check) =&gt; check.RunAsync(new MyDatabase(), () =&gt; new MyConnection("…"));
/// </code>
/// </example>
public static class DatabaseConformance
{
    /// <summary>All checks.</summary>
    public static IReadOnlyList<DatabaseCheck> Checks { get; } =
    [
        .. LockChecks.All, .. RaceChecks.All, .. SavepointChecks.All, .. TransactionChecks.All, .. ConflictChecks.All, .. ValueChecks.All, .. TextKeyChecks.All,
        .. QueryChecks.All, .. IsolationChecks.All, .. SweepChecks.All, .. ErrorChecks.All, .. AmbientChecks.All, .. TableChecks.All,
    ];

    internal static CheckRunner<DatabaseConformanceException> Runner { get; } = new("the database", (message, cause) => new(message, cause));

    /// <summary>Runs all checks, one after the other, and reports all that fail.</summary>
    /// <param name="database">The database object.</param>
    /// <param name="connect">Creates a connection to a database for tests, closed or open. Each call gives another one.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DatabaseConformanceException">The database breaks a promise. Each check that failed has a line of the message.</exception>
    public static async Task RunAsync(ImageDatabase database, Func<DbConnection> connect, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(connect);
        await Runner.RunAllAsync(
            Checks.Select<DatabaseCheck, Func<Task>>(check => () => check.RunAsync(database, connect, cancellationToken)), cancellationToken).ConfigureAwait(false);
    }
}
