namespace ImageAttach;

/// <summary>Code of an application that runs when originals are attached: before one is accepted, and after it is committed.</summary>
/// <remarks>
/// <para>Set hooks by <see cref="ImageAttachSettings.Hooks"/>. They run one after another, in their order, for every original: from a file, bytes, a form, a
/// URL, a data URI, or an upload, in single sets and in many. One hook serves concurrent calls.</para>
/// <para>Implement one method or both.</para>
/// </remarks>
/// <example>
/// <code>
/// public sealed class SearchIndexHook(ISearchIndex index) : IAttachmentHook
/// {
///     public Task AttachedAsync(AttachedImage image, CancellationToken cancellationToken) =>
///         index.AddAsync(image.Original.Key.ToString(), image.Original.Locate(image.Store), cancellationToken);
/// }
/// </code>
/// </example>
public interface IAttachmentHook
{
    /// <summary>
    /// Runs before an original is accepted, once the file has passed the limits: no file is put yet, no row is written, and no lock is held. Throw
    /// <see cref="ImageRefusedException"/> to refuse the original. Images that are moved or copied were accepted before, and aren't shown again.
    /// </summary>
    /// <param name="image">The file, and where it is to be attached.</param>
    /// <param name="cancellationToken">The caller's token. How long a check may take is up to the hook.</param>
    /// <exception cref="ImageRefusedException">The original must not be attached.</exception>
    Task AttachingAsync(CandidateImage image, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Runs after an original is committed: attached, added, moved, or copied. What it throws is logged and undoes nothing, because the image is attached by
    /// then. It doesn't run after a rollback, nor in a <c>DbTransaction</c> whose end isn't seen.
    /// </summary>
    /// <param name="image">The original and its store.</param>
    /// <param name="cancellationToken">Canceled after <see cref="ImageAttachSettings.HookTimeout"/>, when the caller stops waiting. The caller's own token no longer counts.</param>
    Task AttachedAsync(AttachedImage image, CancellationToken cancellationToken) => Task.CompletedTask;
}
