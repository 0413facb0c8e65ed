namespace ImageAttach.Databases;

/// <summary>The settings of a connection that need not be restored.</summary>
internal sealed class NullRestorer : IAsyncDisposable
{
    public static NullRestorer Instance { get; } = new();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
