namespace ImageAttach.Testing;

/// <summary>One thing that every store promises.</summary>
public sealed class StoreCheck
{
    private readonly Func<Trial, Task> _run;

    internal StoreCheck(string name, Func<Trial, Task> run) => (Name, _run) = (name, run);

    /// <summary>What is promised, such as <c>A file is never replaced</c>.</summary>
    public string Name { get; }

    /// <summary>Tries a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="StoreConformanceException">The store breaks the promise.</exception>
    public async Task RunAsync(IImageStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        Trial trial = new(store, cancellationToken);
        try
        {
            await _run(trial).ConfigureAwait(false);
        }
        catch (BrokenPromiseException broken)
        {
            throw new StoreConformanceException($"{Name}: {broken.Message}", broken.InnerException);
        }
        catch (Exception failure) when (!(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new StoreConformanceException($"{Name}: the store threw {failure.GetType().Name} ({failure.Message}) where nothing was wrong.", failure);
        }
        finally
        {
            await trial.ClearAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The name, as test runners show it.</summary>
    public override string ToString() => Name;
}
