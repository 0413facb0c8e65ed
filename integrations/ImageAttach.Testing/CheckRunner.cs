namespace ImageAttach.Testing;

/// <summary>Runs checks, and reports those that fail with an exception of their kind.</summary>
/// <typeparam name="TException">The kind of exception.</typeparam>
/// <param name="subject">What is checked, such as <c>the store</c>.</param>
/// <param name="create">Creates an exception from its message and its cause.</param>
internal sealed class CheckRunner<TException>(string subject, Func<string, Exception?, TException> create)
    where TException : Exception
{
    /// <param name="name">The name of the check.</param>
    /// <param name="check">The check.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task RunAsync(string name, Func<Task> check, CancellationToken cancellationToken)
    {
        try
        {
            await check().ConfigureAwait(false);
        }
        catch (CheckFailedException broken)
        {
            throw create($"{name}: {broken.Message}", broken.InnerException);
        }
        catch (Exception failure) when (!(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw create($"{name}: {subject} threw {failure.GetType().Name} ({failure.Message}) where nothing was wrong.", failure);
        }
    }

    /// <summary>Runs all checks, one after the other, and then reports all that failed, a line each.</summary>
    /// <param name="checks">The checks, which throw exceptions of this kind.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task RunAllAsync(IEnumerable<Func<Task>> checks, CancellationToken cancellationToken)
    {
        List<TException> failures = [];
        foreach (Func<Task> check in checks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await check().ConfigureAwait(false);
            }
            catch (TException failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
            throw create(string.Join(Environment.NewLine, failures.Select(failure => failure.Message)), new AggregateException(failures));
    }
}
