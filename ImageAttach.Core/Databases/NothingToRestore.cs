namespace ImageAttach.Databases;

/// <summary>The settings of a connection that need not be restored.</summary>
internal sealed class NothingToRestore : IAsyncDisposable
{
    public static NothingToRestore Instance { get; } = new();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
