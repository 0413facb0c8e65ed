using System.Data.Common;
using ImageAttach.Databases;

namespace ImageAttach.Testing;

/// <summary>A promise of every database, and the check that tries it.</summary>
public sealed class DatabaseCheck
{
    private readonly Func<DatabaseTestContext, Task> _run;

    internal DatabaseCheck(string name, Func<DatabaseTestContext, Task> run) => (Name, _run) = (name, run);

    /// <summary>What is promised, such as <c>A savepoint that is rolled back takes its rows with it</c>.</summary>
    public string Name { get; }

    /// <summary>Runs the check on a database.</summary>
    /// <param name="database">The database object.</param>
    /// <param name="connect">Creates a connection to a database for tests, closed or open. Each call gives another one.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="DatabaseConformanceException">The database breaks the promise.</exception>
    public async Task RunAsync(ImageDatabase database, Func<DbConnection> connect, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(connect);
        DatabaseTestContext context = new(database, connect, cancellationToken);
        using IDisposable current = context.Settings.Use();
        try
        {
            await DatabaseConformance.Runner.RunAsync(Name, () => _run(context), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await context.ClearAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The name, as test runners show it.</summary>
    public override string ToString() => Name;
}
