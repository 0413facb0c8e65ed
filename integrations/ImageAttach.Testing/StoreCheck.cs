namespace ImageAttach.Testing;

/// <summary>A promise of every store, and the check that tries it.</summary>
public sealed class StoreCheck
{
    private readonly Func<StoreTestContext, Task> _run;

    internal StoreCheck(string name, Func<StoreTestContext, Task> run) => (Name, _run) = (name, run);

    /// <summary>What is promised, such as <c>A file is never replaced</c>.</summary>
    public string Name { get; }

    /// <summary>Runs the check on a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="StoreConformanceException">The store breaks the promise.</exception>
    public async Task RunAsync(IImageStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        StoreTestContext context = new(store, cancellationToken);
        try
        {
            await StoreConformance.Runner.RunAsync(Name, () => _run(context), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await context.ClearAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The name, as test runners show it.</summary>
    public override string ToString() => Name;
}
