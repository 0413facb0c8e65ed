using System.Security.Cryptography;
using ImageAttach.Imaging;
using ImageAttach.ImageSets;

namespace ImageAttach.Operations;

/// <summary>A thumbnail that was made again.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Spec">How it is made.</param>
/// <param name="Original">The original.</param>
/// <param name="Store">The store that has both.</param>
/// <param name="Together">The file, as it comes out together with the others of the set.</param>
/// <param name="IsAlone">Whether the set has no others.</param>
internal sealed record RegeneratedThumbnail(Image Row, ThumbnailSpec Spec, Image Original, IImageStore Store, EncodedImage Together, bool IsAlone)
{
    /// <summary>Finds the file that has to replace the stored one; null if that shows the same.</summary>
    // As one of several it may have other bytes than alone, and it isn't known which of the two the stored one was.
    public async Task<EncodedImage?> FindReplacementAsync(CancellationToken cancellationToken)
    {
        byte[]? stored = await ReadStoredAsync(cancellationToken).ConfigureAwait(false);
        if (IsEqual(stored, Together))
            return null;
        EncodedImage alone = await MakeAloneAsync(cancellationToken).ConfigureAwait(false);
        if (IsEqual(stored, alone))
            return null;
        bool mayLookAlike = stored is not null && WasPutAs(stored) && Spec.Options.Format != ThumbnailFormat.AnimatedWebP;
        return mayLookAlike && await ThumbnailComparison.ShowTheSameAsync(stored!, alone, Row.Size, cancellationToken).ConfigureAwait(false) ? null : alone;
    }

    private static bool IsEqual(byte[]? stored, EncodedImage made) => stored is not null && stored.AsSpan().SequenceEqual(made.Content);

    private async Task<byte[]?> ReadStoredAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Row.MakeBlobAsync(Store, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException)
        {
            return null;
        }
    }

    private async Task<EncodedImage> MakeAloneAsync(CancellationToken cancellationToken) => IsAlone
        ? Together
        : (await ThumbnailFiles.MakeAsync(Original, Store, () => [Spec], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Whether the stored bytes are those that were put, as far as the row notes them.</summary>
    private bool WasPutAs(byte[] stored) => Row.Sha256 is not { } sha256 || Convert.ToHexStringLower(SHA256.HashData(stored)) == sha256;
}
