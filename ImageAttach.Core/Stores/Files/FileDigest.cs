namespace ImageAttach;

/// <summary>Length and SHA-256 of a file, which distinguish its bytes from others.</summary>
/// <param name="Length">The number of bytes.</param>
/// <param name="Sha256">Their SHA-256, in lower-case hex digits.</param>
public sealed record FileDigest(long Length, string Sha256)
{
    /// <summary>Reads a file of a store to its end.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFileNotFoundException">The store has no such file.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static async Task<FileDigest> ComputeAsync(IImageStore store, StoreKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(key);
        Stream content = await store.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            HashingStream hashing = new(content);
            await using (hashing.ConfigureAwait(false))
            {
                await hashing.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
                return hashing.GetDigest();
            }
        }
    }

    /// <summary>Compares the file with what a row records.</summary>
    /// <param name="image">The row.</param>
    /// <returns>What differs, as part of a sentence; null when nothing does, or nothing is recorded.</returns>
    public string? FindMismatch(IImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Length is { } length && length != Length)
            return FormattableString.Invariant($"the file has {Length:N0} bytes instead of {length:N0}");
        return image.Sha256 is { } sha256 && sha256 != Sha256 ? "the file's bytes aren't those that were put" : null;
    }
}
