namespace ImageAttach.Files;

/// <summary>A file's bytes, by their number and hash: what a store took of a file that was copied to it, or has.</summary>
/// <param name="Length">How many bytes.</param>
/// <param name="Sha256">Their SHA-256, in lower-case hex digits.</param>
internal sealed record FileCopy(long Length, string Sha256)
{
    /// <summary>Copies a file from one store to another, or within one, under another name.</summary>
    /// <exception cref="ImageFileNotFoundException">The source has no such file.</exception>
    /// <exception cref="ImageStoreException">A store refused or failed, or the destination didn't take all bytes.</exception>
    public static async Task<FileCopy> RunAsync(
        IImageStore source, StoreKey from, IImageStore destination, StoreKey to, bool reproducible, CancellationToken cancellationToken)
    {
        Stream content = await source.OpenAsync(from, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            HashingStream hashing = new(content);
            await using (hashing.ConfigureAwait(false))
            {
                await destination.PutAsync(to, hashing, reproducible, cancellationToken).ConfigureAwait(false);
                FileCopy copy = new(hashing.BytesRead, hashing.Sha256());
                return await hashing.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0 ? copy : throw new ImageStoreException(
                    $"{destination} took only {copy.Length:N0} bytes of {to} and left the rest: the store doesn't read to the end.");
            }
        }
    }

    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="ImageFileNotFoundException">The store has no such file.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public static async Task<FileCopy> OfAsync(IImageStore store, StoreKey key, CancellationToken cancellationToken)
    {
        Stream content = await store.OpenAsync(key, cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            HashingStream hashing = new(content);
            await using (hashing.ConfigureAwait(false))
            {
                await hashing.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
                return new(hashing.BytesRead, hashing.Sha256());
            }
        }
    }

    /// <summary>What is wrong with the bytes by what a row notes of them; null when they are as noted, or nothing is noted.</summary>
    public string? Fault(IImage image)
    {
        if (image.Length is { } length && length != Length)
            return FormattableString.Invariant($"the file has {Length:N0} bytes instead of {length:N0}");
        return image.Sha256 is { } sha256 && sha256 != Sha256 ? "the file's bytes aren't those that were put" : null;
    }
}
