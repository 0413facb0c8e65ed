namespace ImageAttach.Stores;

/// <summary>A <see cref="SandboxStore"/> over two places in S3, such as a developer's prefix over the bucket in production.</summary>
/// <remarks>
/// Marks of removed files are those of SQLAlchemy-ImageAttach, so that its sandboxes and ours understand one another: empty objects of
/// the type <c>application/x-sqlalchemy-imageattach-sandbox-deleted</c>. Any sandbox that writes to an <see cref="S3Store"/> has them.
/// </remarks>
public sealed class S3SandboxStore : SandboxStore
{
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
        : base(underlying, overriding)
    {
        if (underlying.ToString() == overriding.ToString())
            throw new ArgumentException($"A sandbox over the very place that it writes to, {overriding}, protects nothing: give it another prefix or bucket.", nameof(overriding));
    }
}
