namespace ImageAttach.Testing;

/// <summary>What checks expect, whatever they check.</summary>
internal static class Expectations
{
    public static void Expect(bool kept, string broken, Exception? cause = null)
    {
        if (!kept)
            throw new CheckFailedException(broken, cause);
    }

    /// <summary>What is thrown, at once or by the task; null when nothing is.</summary>
    public static async Task<Exception?> ThrownByAsync(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }
}
