namespace ImageAttach.Stores;

/// <summary>A <see cref="SandboxStore"/> over two places in S3, such as a developer's prefix over the bucket in production.</summary>
/// <remarks>
/// Marks of removed files are those of SQLAlchemy-ImageAttach, so that its sandboxes and ours understand one another: empty objects of
/// the type <c>application/x-sqlalchemy-imageattach-sandbox-deleted</c>. Any sandbox that writes to an <see cref="S3Store"/> has them.
/// </remarks>
public sealed class S3SandboxStore : IListableImageStore
{
    private readonly SandboxStore _sandbox;

    /// <summary>Lays one place over another. They may be in one bucket, under different prefixes.</summary>
    /// <param name="underlying">The place that is only read.</param>
    /// <param name="overriding">The place that takes what is put and the marks of what is removed.</param>
    /// <exception cref="ArgumentException">An option can't be used, or both are the same place.</exception>
    public S3SandboxStore(S3StoreOptions underlying, S3StoreOptions overriding)
        : this(new S3Store(underlying), new S3Store(overriding))
    {
    }

    /// <summary>Lays one store over another.</summary>
    /// <param name="underlying">The store that is only read.</param>
    /// <param name="overriding">The store that takes what is put and the marks of what is removed.</param>
    /// <exception cref="ArgumentException">Both are the same place.</exception>
    public S3SandboxStore(S3Store underlying, S3Store overriding)
    {
        _sandbox = new(underlying, overriding);
        if (underlying.ToString() == overriding.ToString())
            throw new ArgumentException($"A sandbox over the very place that it writes to, {overriding}, protects nothing: give it another prefix or bucket.", nameof(overriding));
    }

    /// <inheritdoc cref="SandboxStore.KeepReplacedFor"/>
    public TimeSpan KeepReplacedFor => _sandbox.KeepReplacedFor;

    /// <inheritdoc cref="SandboxStore.PutAsync"/>
    public Task PutAsync(StoreKey key, Stream content, bool reproducible, CancellationToken cancellationToken = default) =>
        _sandbox.PutAsync(key, content, reproducible, cancellationToken);

    /// <inheritdoc cref="SandboxStore.OpenAsync"/>
    public Task<Stream> OpenAsync(StoreKey key, CancellationToken cancellationToken = default) => _sandbox.OpenAsync(key, cancellationToken);

    /// <inheritdoc cref="SandboxStore.DeleteAsync"/>
    public Task DeleteAsync(StoreKey key, CancellationToken cancellationToken = default) => _sandbox.DeleteAsync(key, cancellationToken);

    /// <inheritdoc cref="SandboxStore.TouchAsync"/>
    public Task TouchAsync(StoreKey key, CancellationToken cancellationToken = default) => _sandbox.TouchAsync(key, cancellationToken);

    /// <inheritdoc cref="SandboxStore.Locate"/>
    public Uri Locate(StoreKey key) => _sandbox.Locate(key);

    /// <inheritdoc cref="SandboxStore.ListAsync"/>
    public IAsyncEnumerable<StoredFile> ListAsync(string objectType, CancellationToken cancellationToken = default) => _sandbox.ListAsync(objectType, cancellationToken);

    /// <inheritdoc cref="SandboxStore.RemoveUnfinishedAsync"/>
    public Task<int> RemoveUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => _sandbox.RemoveUnfinishedAsync(before, cancellationToken);

    /// <inheritdoc cref="SandboxStore.ReadMarkAsync"/>
    public Task<string?> ReadMarkAsync(CancellationToken cancellationToken = default) => _sandbox.ReadMarkAsync(cancellationToken);

    /// <inheritdoc cref="SandboxStore.WriteMarkAsync"/>
    public Task WriteMarkAsync(string mark, CancellationToken cancellationToken = default) => _sandbox.WriteMarkAsync(mark, cancellationToken);

    /// <summary>Both places, as messages show them.</summary>
    public override string ToString() => _sandbox.ToString();
}
