using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>Creates a <see cref="ThumbHash"/> with the current codecs.</summary>
public static class ThumbHashExtensions
{
    extension(ThumbHash)
    {
        /// <summary>Creates the hash of an image file, of any type that can be attached. Attaching does so where a placeholder is declared.</summary>
        /// <param name="file">The file's bytes.</param>
        /// <param name="cancellationToken">Stops the work.</param>
        /// <remarks>Decodes the image, when it is its turn: see <see cref="ImageAttachSettings.MaxParallelDecodes"/>.</remarks>
        /// <exception cref="ImageFormatException">The image can't be decoded.</exception>
        public static Task<ThumbHash> FromFileAsync(byte[] file, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(file);
            return ReadAndHashAsync(_ => Task.FromResult(file), cancellationToken);
        }

        /// <summary>Creates the hash of an image file, as <c>FromFileAsync</c> does.</summary>
        /// <param name="file">The file's bytes.</param>
        /// <param name="cancellationToken">Stops the work.</param>
        /// <exception cref="ImageFormatException">The image can't be decoded.</exception>
        [Obsolete("Use FromFileAsync.")]
        public static Task<ThumbHash> OfFileAsync(byte[] file, CancellationToken cancellationToken = default) => FromFileAsync(file, cancellationToken);
    }

    /// <summary>Makes the hash of an image file that is read once it is its turn.</summary>
    internal static Task<ThumbHash> ReadAndHashAsync(Func<CancellationToken, Task<byte[]>> readFile, CancellationToken cancellationToken)
    {
        ImagingEngine engine = ImageAttachSettings.Current.Engine;
        return engine.Options.Concurrency.RunAsync(
            async () => engine.CreatePlaceholder(await readFile(cancellationToken).ConfigureAwait(false), cancellationToken), cancellationToken);
    }
}
