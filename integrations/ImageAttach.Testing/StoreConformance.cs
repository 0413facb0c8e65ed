namespace ImageAttach.Testing;

/// <summary>What every store promises, as checks that run in any test framework, or in none.</summary>
/// <remarks>
/// <para>Each check works under an object type of its own, which no image has, and deletes what it put. Run them one at a time, in any order,
/// on a store that nothing else uses meanwhile: one of them removes what is unfinished, and a broken store may do anything.</para>
/// <para>Checks of listing hold for stores that are an <see cref="IListableImageStore"/>, and pass for others.</para>
/// </remarks>
/// <example>
/// With NUnit, a test for each check:
/// <code>
/// private static IEnumerable&lt;StoreCheck&gt; Checks =&gt; StoreConformance.Checks;
///
/// [TestCaseSource(nameof(Checks))]
/// public Task Keeps_what_stores_promise(StoreCheck check) =&gt; check.RunAsync(new MyStore());
/// </code>
/// </example>
public static class StoreConformance
{
    /// <summary>All checks.</summary>
    public static IReadOnlyList<StoreCheck> Checks { get; } =
        [.. PutChecks.All, .. ConcurrencyChecks.All, .. OpenChecks.All, .. DeleteChecks.All, .. KeyChecks.All, .. ListChecks.All];

    internal static CheckRunner<StoreConformanceException> Runner { get; } = new("the store", (message, cause) => new(message, cause));

    /// <summary>Runs all checks, one after the other, and reports all that fail.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="StoreConformanceException">The store breaks a promise. Each check that failed has a line of the message.</exception>
    public static async Task RunAsync(IImageStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        await Runner.RunAllAsync(Checks.Select<StoreCheck, Func<Task>>(check => () => check.RunAsync(store, cancellationToken)), cancellationToken).ConfigureAwait(false);
    }
}
