namespace ImageAttach.Stores;

/// <summary>Copies files between stores.</summary>
internal static class FileCopy
{
    /// <summary>Copies a file from one store to another, or within one, under another name.</summary>
    /// <returns>Length and hash of the bytes that the destination took.</returns>
    /// <exception cref="ImageFileNotFoundException">The source has no such file.</exception>
    /// <exception cref="ImageStoreException">A store refused or failed, or the destination didn't take all bytes.</exception>
    public static async Task<FileDigest> RunAsync(
        IImageStore source, StoreKey from, IImageStore destination, StoreKey to, bool reproducible, CancellationToken cancellationToken)
    {
        Stream content = await source.OpenAsync(from, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            HashingStream hashing = new(content);
            await using (hashing.ConfigureAwait(false))
            {
                await destination.PutAsync(to, hashing, reproducible, cancellationToken).ConfigureAwait(false);
                FileDigest copy = hashing.GetDigest();
                return await hashing.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0 ? copy : throw new ImageStoreException(
                    $"{destination} took only {copy.Length:N0} bytes of {to} and left the rest: the store doesn't read to the end.");
            }
        }
    }
}
