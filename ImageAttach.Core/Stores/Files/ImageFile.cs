using System.Security.Cryptography;
using ImageAttach.Transactions;

namespace ImageAttach.Stores;

/// <summary>Reads the files of images, and compares them with what their rows record.</summary>
internal static class ImageFile
{
    /// <summary>Reads an image's file into memory.</summary>
    /// <param name="image">The image.</param>
    /// <param name="store">The store that has the file.</param>
    /// <param name="verify">Whether to compare length and hash with the row.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageFileDamagedException">The file isn't the one that was attached.</exception>
    /// <exception cref="ImageLimitException">The file is larger than an array can be.</exception>
    public static async Task<byte[]> ReadAsync(IImage image, IImageStore store, bool verify, CancellationToken cancellationToken)
    {
        if (image.Length > Array.MaxLength)
            throw TooLarge(image.Key);
        Stream file = await store.OpenAsync(image.Key, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            byte[] bytes = await FileBytes.TryReadAsync(file, Array.MaxLength, cancellationToken).ConfigureAwait(false) ?? throw TooLarge(image.Key);
            if (verify)
                Check(image, new(bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
            return bytes;
        }
    }

    /// <summary>Opens an image's file so that reading its end throws when the file isn't the one that was attached.</summary>
    public static async Task<Stream> OpenVerifiedAsync(IImage image, IImageStore store, CancellationToken cancellationToken) => new HashingStream(
        await store.OpenAsync(image.Key, cancellationToken).ConfigureAwait(false), leaveOpen: false, onEnd: read => Check(image, read));

    private static void Check(IImage image, FileDigest read)
    {
        if (read.FindMismatch(image) is { } fault)
            throw new ImageFileDamagedException(image.Key, fault);
    }

    private static ImageLimitException TooLarge(StoreKey key) => new(FormattableString.Invariant(
        $"The file of {key} is too large to be read into memory: {Array.MaxLength:N0} bytes are the maximum. Read it with OpenFileAsync, and create thumbnails from a smaller image."));
}
